"""Yes and no: a request is sent on a plain yes only, and a no that says more is not a refusal."""
import pytest

from actions.consent import says_no, says_yes

YES = ["oui", "Oui!", "ouais", "ouin", "OK", "okay", "d'accord", "D’accord", "dac", "c'est beau", "c'est ça",
    "parfait merci",
       "envoie", "envoyez ça", "vas-y", "allez-y", "go", "je confirme", "exactement", "yes", "yes please", "yep",
       "sure",
       "send it", "that's right", "right", "oui, pas de problème", "ok pas de trouble"]
NOT_YES = ["non", "oui mais au 312", "oui sauf l'adresse", "yes but wrong street", "ok non", "oui c'est au 312",
    "peut-être",
           "", "   ", "ou", "je ne sais pas", "envoie pas", "envoyez pas ça tout de suite", "ok attends", "yes wait",
           "ok annule", "oui change l'adresse", "oui corrige la description", "don't send", "sure not",
           "c'est pas correct",
           "okra", "ouistiti", "oui le trou est énorme et il faut venir vite svp", "cancel", "yes cancel it",
           "ok, pas ça"]
NO = ["non", "Non merci", "nan", "no", "nope", "no thanks", "pas vraiment", "pas du tout", "pas besoin", "not really",
      "aucun", "jamais", "skip", "non pas besoin", "sans suivi", "non, ça va", "no, that's fine",
      "non je ne veux pas",
      "non c'est beau", "no not now", "non merci, pas de suivi"]
NOT_NO = ["oui", "non, c'est au 312", "non au 312", "no it's 312 Elm", "non, sur la rue des Aulnes",
    "non, plutôt demain",
          "no, on Main Street", "non devant l'école", "nord", "note", "normal", "", "non c'est au coin de Ouellet",
          "pas loin du pont", "sans lumière depuis trois jours", "non mais demain oui", "aucun lampadaire allumé",
          "non le vert", "no, the second one"]


@pytest.mark.parametrize("text", YES)
def test_yes(text):
    assert says_yes(text) and not says_no(text)


@pytest.mark.parametrize("text", NOT_YES)
def test_no_yes(text):
    assert not says_yes(text)


@pytest.mark.parametrize("text", NO)
def test_no(text):
    assert says_no(text) and not says_yes(text)


@pytest.mark.parametrize("text", NOT_NO)
def test_a_no_that_says_more_is_no_refusal(text):
    assert not says_no(text)
