/** The five addresses of a Bring Your Own Channel integration; only the second one names the provider (H-32 to H-36). */
export function byocUrls(publicUrl: string, providerId: string) {
  const box = `${publicUrl}/handover/niceCxOne`;
  return {
    integrationBox: box,
    authorization: `${box}/${providerId}/auth/token`,
    add: `${box}/add`,
    reconnect: `${box}/reconnect`,
    remove: `${box}/remove`,
  };
}
