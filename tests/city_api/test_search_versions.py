"""Indexes are rebuilt when rows change, and only then."""

import pytest
from city_api.models import Sector, Street
from city_api.search.versions import Cached, bulk, bump


@pytest.fixture
def built():
    return []


@pytest.fixture
def cached(built):
    return Cached("addresses", lambda: built.append(1) or len(built))


@pytest.mark.django_db
def test_built_once_until_a_row_changes(cached, built):
    assert [cached.get(), cached.get()] == [1, 1]
    Street.objects.create(name="rue A")
    assert cached.get() == 2
    Sector.objects.create(code="x", name_fr="x")
    assert cached.get() == 2


@pytest.mark.django_db
def test_many_rows_make_one_mark(cached, built):
    cached.get()
    with bulk("addresses"):
        Street.objects.create(name="rue A")
        Street.objects.create(name="rue B")
        assert cached.get() == 1
    assert cached.get() == 2


@pytest.mark.django_db
def test_a_change_of_another_name_does_not_matter(cached):
    assert cached.get() == 1
    bump("waste")
    assert cached.get() == 1
