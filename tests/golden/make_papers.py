"""Print the golden papers anew: `python -m tests.golden.make_papers`. Look at them before you commit them."""

import django

if __name__ == "__main__":
    django.setup()
    from tests.documents import test_papers as papers

    for name in papers.SPECIMENS:
        pdf = papers.pdf_of(name)
        papers.picture_of(pdf, scale=0.7).save(papers.GOLDEN / f"{name}.png", optimize=True)
        (papers.GOLDEN / f"{name}.txt").write_text(papers.CONTROLS.sub("", papers.copied_with_poppler(pdf)))
