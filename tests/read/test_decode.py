"""Bytes of all kinds become text, or are refused by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.read.decode import NotTextError, decode, encoding_of

SENTENCE = "Sénégal’s minister said: “talks” will resume – on Friday. "


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (SENTENCE.encode(), "utf-8", SENTENCE),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), "utf-8", SENTENCE),
        (SENTENCE.encode("utf-16"), "utf-16-le", SENTENCE),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-16-be", SENTENCE),
        (SENTENCE.encode("utf-16-le"), "utf-16-le", SENTENCE),
        (SENTENCE.encode("utf-16-be"), "utf-16-be", SENTENCE),
        (SENTENCE.encode("utf-32"), "utf-32-le", SENTENCE),
        (SENTENCE.encode("cp1252"), "cp1252", SENTENCE),
        ("Sénégal".encode("latin-1"), "cp1252", "Sénégal"),
        (b"", "utf-8", ""),
        (b"a\x00b", "utf-8", "a\x00b"),
        (b"two\r\nlines", "utf-8", "two\r\nlines"),
    ],
)
def test_encodings_are_told_apart(data, encoding, text):
    result = decode(data)
    assert (result.encoding, result.text, result.replaced) == (encoding, text, 0)


def test_a_few_broken_bytes_are_replaced_and_counted():
    result = decode(SENTENCE.encode() + b"\xff and \xc3 more")
    assert result.text == SENTENCE + "\ufffd and \ufffd more"
    assert result.replaced == 2


def test_replacement_characters_of_the_file_itself_are_not_counted():
    assert decode("a \ufffd b".encode()).replaced == 0


def test_russian_in_an_old_encoding_is_read_as_russian():
    russian = "Президент заявил, что войска не будут выведены до конца года, сообщает агентство. " * 5
    assert "войска" in decode(russian.encode("cp1251")).text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 abc", "a PDF"),
        (b"PK\x03\x04abc", "a ZIP archive or an Office document"),
        (b"\x1f\x8b\x08\x00", "packed with gzip"),
        (b"\x89PNG\r\n\x1a\nabc", "a picture"),
        (b"\x7fELF\x02", "a program"),
        (bytes(range(256)) * 10, "binary data"),
        (b"\x00" * 5000, "binary data"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data, what):
    with pytest.raises(NotTextError, match=what):
        decode(data)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_it(data):
    try:
        result = decode(data)
    except NotTextError:
        return
    result.text.encode()
    assert encoding_of(data)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=100))
def test_utf8_comes_back(text):
    text = "x" + text
    assert decode(text.encode()).text == text
