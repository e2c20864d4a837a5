-- What a condition asks of a link's data. PostgreSQL 14 or later. Every function is null where the data is null.

-- The values by path: the names around them joined by dots, arrays add nothing. Data that begins with link. is named with data. before it.
-- Numbers that no double is near to are none.
CREATE FUNCTION link_leaves(data jsonb) RETURNS TABLE (path text, value jsonb)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT
AS $$
  WITH RECURSIVE walk(path, value) AS (
    SELECT ''::text, data
    UNION ALL
    SELECT CASE
             WHEN step.name IS NULL THEN walk.path
             WHEN walk.path = '' THEN step.name
             ELSE walk.path || '.' || step.name
           END,
           step.value
    FROM walk
    CROSS JOIN LATERAL (
      SELECT NULL::text AS name, item.value
      FROM jsonb_array_elements(CASE jsonb_typeof(walk.value) WHEN 'array' THEN walk.value ELSE '[]' END) AS item(value)
      UNION ALL
      SELECT member.key, member.value
      FROM jsonb_each(CASE jsonb_typeof(walk.value) WHEN 'object' THEN walk.value ELSE '{}' END) AS member(key, value)
    ) AS step
  )
  SELECT CASE WHEN starts_with(walk.path, 'link.') THEN 'data.' || walk.path ELSE walk.path END, walk.value
  FROM walk
  WHERE walk.path <> ''
    AND CASE jsonb_typeof(walk.value)
          WHEN 'string' THEN TRUE
          WHEN 'boolean' THEN TRUE
          -- 2^1024 - 2^970: from here on the nearest double is infinite.
          WHEN 'number' THEN abs((walk.value #>> '{}')::numeric) < 179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497792
          ELSE FALSE
        END
$$;

CREATE FUNCTION link_has(data jsonb, field text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT
AS $$
  SELECT EXISTS (SELECT FROM link_leaves(data) AS leaf WHERE leaf.path = field COLLATE "C")
$$;

CREATE FUNCTION link_has_text(data jsonb, field text, texts text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT
AS $$
  SELECT EXISTS (
    SELECT FROM link_leaves(data) AS leaf
    WHERE leaf.path = field COLLATE "C"
      AND jsonb_typeof(leaf.value) = 'string'
      AND (leaf.value #>> '{}') COLLATE "C" = ANY (texts))
$$;

CREATE FUNCTION link_has_boolean(data jsonb, field text, wanted boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT
AS $$
  SELECT EXISTS (SELECT FROM link_leaves(data) AS leaf WHERE leaf.path = field COLLATE "C" AND leaf.value = to_jsonb(wanted))
$$;

-- By the nearest double. A number that a double would take for zero cannot be cast to one, so it is made zero first: up to half of the
-- smallest double, to 17 digits.
CREATE FUNCTION link_has_number(data jsonb, field text, lowest double precision, highest double precision) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT
AS $$
  SELECT EXISTS (
    SELECT FROM link_leaves(data) AS leaf
    WHERE leaf.path = field COLLATE "C"
      AND CASE
            WHEN jsonb_typeof(leaf.value) <> 'number' THEN FALSE
            WHEN abs((leaf.value #>> '{}')::numeric) < 2.4703282292062328e-324 THEN 0 BETWEEN lowest AND highest
            ELSE (leaf.value #>> '{}')::numeric::double precision BETWEEN lowest AND highest
          END)
$$;
