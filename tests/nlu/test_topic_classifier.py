from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.topic_classifier import TopicClassifier


def test_trained_stored_loaded_and_asked(tmp_path):
    texts = {"a": ["un bac brisé", "bac cassé", "bac du Costco"], "out_of_scope": ["la rue fermée", "rue barrée"],
             "c": ["bonjour vous", "bonjour toi"]}
    examples = [Message({TEXT: text, INTENT: topic}) for topic, listed in texts.items() for text in listed * 5]
    storage, resource = LocalModelStorage(tmp_path), Resource("topics")
    TopicClassifier(storage, resource).train(TrainingData(examples))
    loaded = TopicClassifier.load({}, storage, resource, None)
    text = "bac cassé. rue barrée"
    message = Message({TEXT: text, "proposed": [(0, len(text)), (0, 11), (11, len(text))]})
    loaded.process([message])
    assert [ranking[0]["name"] for _, _, ranking in message.get("spans")[1:]] == ["a", "out_of_scope"]
    assert message.get("intent") == message.get("intent_ranking")[0]
    assert "spans" not in message.output_properties
