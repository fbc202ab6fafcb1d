"""translations.txt, in the form of today (by table, field and record or value) and in the older one."""

from .gtfs_files import FeedFiles


class Translations:
    """The translations of a feed into one language."""

    def __init__(self, files: FeedFiles, language: str):
        self._by_record: dict[tuple[str, str, str], str] = {}
        self._by_value: dict[tuple[str, str, str], str] = {}
        self._anywhere: dict[str, str] = {}
        for entry in files.rows("translations.txt", "translation"):
            spoken = entry.get("language") or entry.get("lang")
            if spoken.lower().split("-")[0] == language:
                self._keep(entry.get)

    def _keep(self, get) -> None:
        table, field, text = get("table_name"), get("field_name"), get("translation")
        if get("trans_id"):
            self._anywhere[get("trans_id")] = text
        elif get("record_id"):
            self._by_record[table, field, get("record_id")] = text
        elif get("field_value"):
            self._by_value[table, field, get("field_value")] = text

    def of(self, table: str, field: str, record: str, value: str) -> str:
        """The translation of a field of a record; empty when there is none."""
        by_record = self._by_record.get((table, field, record))
        return by_record or self._by_value.get((table, field, value)) or self._anywhere.get(value) or ""
