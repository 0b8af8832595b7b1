"""Letters as papers."""

from shubbak.cases.letter_papers import _blocks


def test_paragraphs_are_unfolded_and_a_space_that_does_not_break_stays() -> None:
    text = "Ouvert jusqu'à\n16 h\u00a030.\n\nDeuxième  paragraphe."
    assert list(_blocks(text)) == ["Ouvert jusqu'à 16 h\u00a030.", "Deuxième paragraphe."]
