//! JSON Schema, as much of it as `assets/schema` uses: what is not known here is refused, not passed over.

use serde_json::Value;

/// Faults of a value by its schema, with their places; none where all is well. `root` is the schema around `schema`.
pub fn faults(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    let keywords = schema.as_object().expect("a schema");
    keywords.iter().flat_map(|(keyword, wanted)| fault(value, keyword, wanted, schema, root, at)).collect()
}

fn fault(
    value: &Value,
    keyword: &str,
    wanted: &Value,
    schema: &Value,
    root: &Value,
    at: &str,
) -> Vec<String> {
    let found =
        |right: bool| if right { Vec::new() } else { vec![format!("{at}: {keyword} {wanted}: {value}")] };
    let strings = |list: &Value| -> Vec<String> { serde_json::from_value(list.clone()).expect("strings") };
    let length = value.as_array().map(Vec::len);
    match keyword {
        "$schema" | "$id" | "$defs" | "title" | "description" => Vec::new(),
        "$ref" => {
            let path = wanted.as_str().and_then(|path| path.strip_prefix('#')).expect("a path in the schema");
            faults(value, root.pointer(path).expect("a definition"), root, at)
        }
        "const" => found(value == wanted),
        "enum" => found(wanted.as_array().expect("values").contains(value)),
        "type" => {
            let types =
                if wanted.is_string() { vec![wanted.as_str().unwrap().to_owned()] } else { strings(wanted) };
            found(types.iter().any(|name| is(value, name)))
        }
        "minimum" => found(value.as_f64().is_none_or(|n| n >= wanted.as_f64().expect("a number"))),
        "maximum" => found(value.as_f64().is_none_or(|n| n <= wanted.as_f64().expect("a number"))),
        "minItems" => found(length.is_none_or(|n| n as u64 >= wanted.as_u64().expect("a number"))),
        "maxItems" => found(length.is_none_or(|n| n as u64 <= wanted.as_u64().expect("a number"))),
        "pattern" => {
            assert_eq!(wanted, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "the one pattern that is known");
            found(value.as_str().is_none_or(|date| date.parse::<jiff::civil::Date>().is_ok()))
        }
        "required" => found(
            value
                .as_object()
                .is_none_or(|object| strings(wanted).iter().all(|name| object.contains_key(name))),
        ),
        "additionalProperties" => {
            assert_eq!(wanted, &Value::Bool(false));
            found(
                value
                    .as_object()
                    .is_none_or(|object| object.keys().all(|name| schema["properties"].get(name).is_some())),
            )
        }
        "properties" => {
            let members = value.as_object().into_iter().flatten();
            let known = members.filter_map(|(name, value)| Some((name, value, wanted.get(name)?)));
            known
                .flat_map(|(name, value, schema)| faults(value, schema, root, &format!("{at}/{name}")))
                .collect()
        }
        "items" => {
            let items = value.as_array().into_iter().flatten().enumerate();
            items.flat_map(|(i, item)| faults(item, wanted, root, &format!("{at}/{i}"))).collect()
        }
        _ => panic!("{keyword} is a keyword that is not checked"),
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => panic!("{name} is no type"),
    }
}
