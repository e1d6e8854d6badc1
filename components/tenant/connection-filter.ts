/** The filter of a list by connection; none where there is nothing to choose between. */
export const connectionFilter = (connections: readonly { id: string; name: string }[]) =>
  connections.length > 1
    ? [
        {
          name: "connection",
          label: "Connection",
          options: connections.map(({ id, name }) => ({ value: id, label: name })),
        },
      ]
    : [];
