"""The values of a profile that replies name by placeholder: {city}, {phone}, {hours}…"""

from typing import Any

from cities.formats import hours_text
from cities.profile import Profile


def placeholders(profile: Profile, language: str) -> dict[str, Any]:
    """Values by placeholder name in one language; None for what the city has not given."""
    contact, ombudsman = profile.contact, profile.ombudsman
    return {
        "city": profile.name,
        "service": contact.service,
        "phone": contact.phone,
        "email": contact.email,
        "office": contact.office,
        "hours": hours_text(contact.hours, language),
        "desk_hours": hours_text(profile.desk.hours, language),
        "ombudsman": ombudsman and ombudsman.name,
        "ombudsman_phone": ombudsman and ombudsman.phone,
        "ombudsman_url": ombudsman and ombudsman.url,
        "privacy_officer": profile.privacy.officer_name,
        "privacy_email": profile.privacy.officer_email,
        "keep_days": profile.privacy.keep_days["conversation"],
    }
