CLOUD = "id,indexed_date,language,media_name,media_url,publish_date,title,url"
STORY = (
    'a1,2031-03-05,en,The Sandholm Post,x.example,2031-03-04,"Ferry, again",http://post.example/1'
)


def test_media_cloud_without_text_says_what_to_do(made):
    rows, left = made.read("a.csv", f"{CLOUD}\n{STORY}\n{STORY}\n")
    assert rows == []
    assert [record for record, _ in left] == [1, 2]
    assert left[0][1].startswith("Media Cloud gives addresses, no text: fetch the pages")


def test_media_cloud_with_text(made):
    (row,), left = made.read("a.csv", f"{CLOUD},story_text\n{STORY},The ferry helps.\n{STORY},\n")
    assert (row.title, row.outlet, row.published) == (
        "Ferry, again", "The Sandholm Post", "2031-03-04",
    )  # fmt: skip
    assert (row.url, row.language) == ("http://post.example/1", "en")
    assert (row.content, row.format) == ("The ferry helps.", "mediacloud")
    assert [record for record, _ in left] == [2] and "Media Cloud gives" in left[0][1]


def test_a_title_over_two_lines_is_one_record(made):
    broken = STORY.replace("Ferry, again", "Ferry,\nagain")
    _, left = made.read("a.csv", f"{CLOUD}\n{broken}\n{STORY}\n")
    assert [record for record, _ in left] == [1, 2]


def test_a_header_alone(made):
    assert made.read("a.csv", f"{CLOUD}\n")[1] == [(0, "no rows below the header")]


def test_gdelt_article_lists(made):
    line = "http://post.example/1,,Ferry,20310304T120000Z,,post.example,English,X"
    head = "url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry"
    rows, left = made.read("a.csv", f"\ufeff{head}\n{line}\n")
    assert rows == [] and len(left) == 1
    assert left[0] == (1, left[0][1]) and left[0][1].startswith("GDELT gives addresses, no text")
    (row,), left = made.read("a.csv", f"{head},text\n{line},The ferry helps.\n")
    assert (row.format, row.outlet, row.published) == ("gdelt", "post.example", "20310304T120000Z")
    assert left == []


def test_gdelt_files_without_a_header(made):
    graph = (
        "20310304120000-17\t20310304120000\t1\tpost.example\thttp://post.example/1;a,b" + "\t;" * 22
    )
    event = "1234567890\t20310304\t203103\t2031\t2031.1" + "\t" * 56
    mention = "1234567890\t20310304120000\t20310304121500\t1\tpost.example" + "\t" * 11
    for name, line in (("a.gkg.csv", graph), ("a.export.CSV", event), ("a.mentions.csv", mention)):
        rows, left = made.read(name, f"{line}\n{line}\n")
        assert rows == [] and [record for record, _ in left] == [1, 2], name
        assert left[0][1].startswith("GDELT gives addresses")


def test_an_ordinary_table_is_read_as_one(made):
    (row,), _ = made.read("a.csv", "title,url,date,text\nFerry,http://a.example,2031-03-04,Rain.\n")
    assert row.format == "csv"
