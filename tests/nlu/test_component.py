from nlu import component
from nlu.component import READ_WHEN_TRAINING, Trained


def _digest_after(monkeypatch, tmp_path, changed=None):
    for name in READ_WHEN_TRAINING:
        (tmp_path / f"{name}.yml").write_text(name, encoding="utf-8")
    (tmp_path / "code.py").write_text("x = 1", encoding="utf-8")
    if changed:
        (tmp_path / changed).write_text("other", encoding="utf-8")
    monkeypatch.setattr(component, "CODE", tmp_path)
    monkeypatch.setattr(component, "LISTS", tmp_path)
    return Trained.fingerprint_addon({})


def test_changed_code_or_list_trains_again(monkeypatch, tmp_path):
    first = _digest_after(monkeypatch, tmp_path)
    assert first == _digest_after(monkeypatch, tmp_path)
    assert first != _digest_after(monkeypatch, tmp_path, "code.py")
    assert first != _digest_after(monkeypatch, tmp_path, "spelling.yml")


def test_a_list_read_at_run_time_only_does_not(monkeypatch, tmp_path):
    assert _digest_after(monkeypatch, tmp_path) == _digest_after(monkeypatch, tmp_path, "costs.yml")


def test_all_lists_exist():
    assert all((component.LISTS / f"{name}.yml").is_file() for name in READ_WHEN_TRAINING)
