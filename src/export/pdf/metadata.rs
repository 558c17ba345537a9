//! What a PDF file says of itself, in XMP, for programs that sort files.

use crate::export::escape::xml as escape;

/// The program that made a file.
pub(super) const PRODUCER: &str = "Jianbao";

/// The file's metadata.
pub(super) fn xmp(title: &str, authors: &[String], language: &str, made: jiff::Timestamp) -> String {
    let authors: String =
        authors.iter().map(|author| format!("<rdf:li>{}</rdf:li>", escape(author))).collect();
    let creator = if authors.is_empty() {
        authors
    } else {
        format!("<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>\n")
    };
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\n{creator}\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         <dc:format>application/pdf</dc:format>\n\
         <xmp:CreateDate>{}</xmp:CreateDate>\n<pdf:Producer>{PRODUCER}</pdf:Producer>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>",
        escape(title),
        made.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
}
