-- JSON with one text in place of another wherever a string holds it. Never in names, in numbers or between values: done to the
-- JSON as text, what somebody typed could end it in the middle and with it the file of a whole export.
CREATE FUNCTION text_within(held jsonb, hidden text, bare text, shown text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  CASE jsonb_typeof(held)
    WHEN 'string' THEN
      RETURN to_jsonb(replace(replace(held #>> '{}', hidden, shown), bare, shown));
    WHEN 'array' THEN
      RETURN coalesce(
        (SELECT jsonb_agg(text_within(item, hidden, bare, shown) ORDER BY place)
         FROM jsonb_array_elements(held) WITH ORDINALITY AS items(item, place)), '[]');
    WHEN 'object' THEN
      RETURN coalesce(
        (SELECT jsonb_object_agg(key, text_within(value, hidden, bare, shown)) FROM jsonb_each(held)), '{}');
    ELSE
      RETURN held;
  END CASE;
END
$$;
