//! Pages as Parquet: the members of the JSON lines as columns, with the types that `assets/schema/segment.json` says,
//! whatever is known of the pages at hand.

use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{DataType, Field, Fields, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde_json::Value;
use std::io::{self, Write};
use std::sync::Arc;

/// Pages that are kept in memory and written together.
const GROUP: usize = 256;

/// A Parquet file while it is written.
pub(super) struct Table<W: Write + Send> {
    writer: ArrowWriter<W>,
    decoder: Decoder,
    rows: usize,
}

impl<W: Write + Send> Table<W> {
    /// Begins a file.
    pub fn new(out: W) -> io::Result<Table<W>> {
        let schema = Arc::new(schema()?);
        let decoder = ReaderBuilder::new(schema.clone()).build_decoder().map_err(io::Error::other)?;
        let packed = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(packed).build();
        let writer = ArrowWriter::try_new(out, schema, Some(properties)).map_err(io::Error::other)?;
        Ok(Table { writer, decoder, rows: 0 })
    }

    /// Adds the page of a JSON line.
    pub fn add(&mut self, line: &[u8]) -> io::Result<()> {
        self.decoder.decode(line).map_err(io::Error::other)?;
        self.rows += 1;
        if self.rows % GROUP == 0 { self.write() } else { Ok(()) }
    }

    /// Ends the file.
    pub fn finish(mut self) -> io::Result<()> {
        self.write()?;
        self.writer.close().map(|_| ()).map_err(io::Error::other)
    }

    fn write(&mut self) -> io::Result<()> {
        if let Some(pages) = self.decoder.flush().map_err(io::Error::other)? {
            self.writer.write(&pages).and_then(|()| self.writer.flush()).map_err(io::Error::other)?;
        }
        Ok(())
    }
}

/// The columns, from the JSON Schema of the lines.
fn schema() -> io::Result<Schema> {
    let root: Value = serde_json::from_str(include_str!("../../assets/schema/segment.json"))?;
    let fields = fields(&root, &root).ok_or_else(|| io::Error::other("a schema without columns"))?;
    Ok(Schema::new(fields))
}

/// The members of an object, those that are always there first.
fn fields(object: &Value, root: &Value) -> Option<Fields> {
    let members = object["properties"].as_object()?;
    let always: Vec<&str> = object["required"].as_array()?.iter().filter_map(Value::as_str).collect();
    let others = members.keys().map(String::as_str).filter(|name| !always.contains(name));
    let field = |name| {
        let member = resolved(&members[name], root)?;
        Some(Field::new(name, column(member, root)?, !always.contains(&name) || may_be_null(member)))
    };
    always.iter().copied().chain(others).map(field).collect()
}

/// What a reference leads to.
fn resolved<'s>(schema: &'s Value, root: &'s Value) -> Option<&'s Value> {
    match schema["$ref"].as_str() {
        Some(path) => root.pointer(path.strip_prefix('#')?),
        None => Some(schema),
    }
}

fn may_be_null(schema: &Value) -> bool {
    let is_null = |value: &Value| value.is_null() || value == "null";
    ["type", "enum"].iter().any(|list| schema[list].as_array().is_some_and(|list| list.iter().any(is_null)))
}

/// The type of a column.
fn column(schema: &Value, root: &Value) -> Option<DataType> {
    let types = &schema["type"];
    let is =
        |name: &str| types == name || types.as_array().is_some_and(|types| types.iter().any(|t| t == name));
    Some(if is("array") {
        let item = resolved(&schema["items"], root)?;
        DataType::List(Arc::new(Field::new("element", column(item, root)?, may_be_null(item))))
    } else if is("object") {
        DataType::Struct(fields(schema, root)?)
    } else if is("integer") || schema["const"].is_i64() {
        DataType::Int32
    } else if is("number") {
        DataType::Float32
    } else if is("boolean") {
        DataType::Boolean
    } else if schema["pattern"].is_string() {
        // The one pattern that there is: a day.
        DataType::Date32
    } else {
        DataType::Utf8
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    #[test]
    fn what_is_not_known_is_null_and_has_a_type() -> io::Result<()> {
        let found = schema()?;
        let of = |name: &str| {
            found.field_with_name(name).map(|field| (field.data_type().clone(), field.is_nullable()))
        };
        let told = ["version", "path", "date", "encoding", "encoding_confidence"].map(|name| of(name).ok());
        assert_eq!(
            told,
            [
                Some((DataType::Int32, false)),
                Some((DataType::Utf8, true)),
                Some((DataType::Date32, true)),
                Some((DataType::Utf8, true)),
                Some((DataType::Float32, true)),
            ]
        );
        let articles = of("articles").map_err(io::Error::other)?.0.to_string();
        for inner in ["boxes", "gap_before", "evidence", "Date32"] {
            assert!(articles.contains(inner), "{inner}: {articles}");
        }
        Ok(())
    }

    #[test]
    fn every_page_comes_back_in_its_order_also_without_any() -> io::Result<()> {
        for count in [0, 1, GROUP, GROUP + 1] {
            let file = tempfile::tempfile()?;
            let mut table = Table::new(&file)?;
            for number in 0..count {
                let line = format!(
                    r#"{{"version":1,"path":"{number}","paper":null,"date":"2031-01-02","page":null,"section":null,"encoding":null,"encoding_confidence":null,"replaced":0,"page_sizes":[[1,2]],"articles":[],"furniture":[],"error":null}}"#
                );
                table.add(line.as_bytes())?;
            }
            table.finish()?;
            let read = ParquetRecordBatchReaderBuilder::try_new(file).map_err(io::Error::other)?;
            let batches: Result<Vec<_>, _> = read.build().map_err(io::Error::other)?.collect();
            let rows: usize = batches.map_err(io::Error::other)?.iter().map(|batch| batch.num_rows()).sum();
            assert_eq!(rows, count);
        }
        Ok(())
    }
}
