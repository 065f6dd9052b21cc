// The part of JSON Schema that the shop's schemas use. Answers with every problem, each with its place.

const TYPES = {
  array: Array.isArray,
  integer: Number.isInteger,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  string: (value) => typeof value === 'string',
};

export function problemsOf(schema, value, place = '$') {
  if (!TYPES[schema.type](value)) return [`${place}: expected ${schema.type}`];
  switch (schema.type) {
    case 'integer':
      return value < schema.minimum || value > schema.maximum
        ? [`${place}: expected ${schema.minimum} to ${schema.maximum}`]
        : [];
    case 'string':
      return new RegExp(schema.pattern).test(value) ? [] : [`${place}: expected ${schema.pattern}`];
    case 'array':
      if (value.length < schema.minItems) return [`${place}: expected at least ${schema.minItems}`];
      return value.flatMap((item, index) => problemsOf(schema.items, item, `${place}[${index}]`));
    default:
      return Object.entries(schema.properties).flatMap(([key, property]) => {
        if (key in value) return problemsOf(property, value[key], `${place}.${key}`);
        return schema.required.includes(key) ? [`${place}.${key}: missing`] : [];
      });
  }
}
