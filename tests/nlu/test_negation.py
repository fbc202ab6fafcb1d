import pytest

from nlu.negation import unwanted


@pytest.mark.parametrize("parts", [
    ["Pas le recyclage,", "les vidanges : c'est quel jour?"],
    ["je veux pas payer,", "c'est quoi mon solde"],
    ["I don't want the price,", "I need the schedule"],
    ["It's not the bin,", "the truck never came"],
    ["oubliez le permis,", "je cherche les heures"],
    ["Je ne vous demande pas un rabais,", "dites-moi où payer"],
    ["non non pas lhoraire", "jveux savoir le prix"],
    ["Ne me donnez pas le numéro de l'écocentre;", "est-il ouvert dimanche?"],
    ["I'm not reporting a fire,", "can I burn leaves"],
    ["don't send me the form,", "where is the office"],
    ["jveux pas la carte,", "jveux le prix"],
    ["the fence is fine,", "but the gate is broken"],
    ["don't change anything,", "when do you open"],
])
def test_the_first_part_is_what_is_not_wanted(parts):
    assert unwanted(parts) == [True, False]


@pytest.mark.parametrize("parts", [
    ["No complaint here,", "I only want to know the hours"],
    ["Le trou est réparé,", "c'est mon pneu que je veux me faire rembourser"],
    ["Ma poubelle n'est pas perdue;", "c'est le camion qui l'a écrasée"],
    ["the lamp isn't broken,", "it's the wires that hang"],
    ["jai pas brisé la vitre,", "jveux juste savoir qui la répare"],
    ["l'arbre est beau,", "je veux simplement savoir si on peut le couper"],
])
def test_what_comes_before_just_is_not_wanted(parts):
    assert unwanted(parts) == [True, False]


@pytest.mark.parametrize("parts", [
    ["pas d'eau chez nous", "et la rue est fermée"],
    ["mon bac n'est pas vidé,", "et le lampadaire est éteint"],
    ["My bin was not emptied", "and the light is out"],
    ["mon bac n'est pas vidé,", "c'est la troisième semaine qui passe"],
    ["ma rue n'est pas déneigée,", "je veux que vous veniez"],
])
def test_a_trouble_told_with_a_negation_is_wanted(parts):
    assert unwanted(parts) == [False, False]
