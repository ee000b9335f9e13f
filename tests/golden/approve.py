"""Write the listings of the golden articles anew: `python -m tests.golden.approve`, then read the diff."""

from __future__ import annotations

import sys

from tests.golden.compare import ARTICLES, HERE, judge, listing, read_articles, scores


def main() -> None:
    """Write NAME.expected.txt for every article; print the scores, and with `-v` what is missing and doubtful."""
    articles = read_articles()
    verdicts = [judge(name, articles[name]) for name in ARTICLES]
    for name in ARTICLES:
        (HERE / f"{name}.expected.txt").write_text(listing(articles[name]), encoding="utf-8")
    if "-v" in sys.argv[1:]:
        for verdict in verdicts:
            sys.stdout.writelines(f"missing   {line}\n" for line in verdict.missing)
            sys.stdout.writelines(f"doubtful  {line}\n" for line in verdict.doubtful)
    sys.stdout.writelines(f"{name} {value:.3f}\n" for name, value in scores(verdicts).items())


if __name__ == "__main__":
    main()
