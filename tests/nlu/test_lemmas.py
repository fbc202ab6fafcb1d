from nlu.lemmas import lemma_table


def test_forms_of_a_training_word_share_its_lemma():
    table = lemma_table(["briser"])
    assert table["brisees"] == table["brisait"] == "briser"


def test_both_languages():
    assert lemma_table(["bin"])["bins"] == "bin"


def test_words_of_no_interest_are_left_out():
    assert "chevaux" not in lemma_table(["briser"])
