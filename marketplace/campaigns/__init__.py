"""Campaigns: promotions for the whole market that operators plan, borne by the shops that join or by the market."""

from marketplace.campaigns.actions import NewCampaign, Outlook, announce, join, preview, stop
from marketplace.campaigns.fitting import Fit, fits_of
from marketplace.campaigns.models import Campaign, CampaignEntry
from marketplace.campaigns.queries import all_campaigns, entries_of, get, invitations

__all__ = [
    "Campaign",
    "CampaignEntry",
    "Fit",
    "NewCampaign",
    "Outlook",
    "all_campaigns",
    "announce",
    "entries_of",
    "fits_of",
    "get",
    "invitations",
    "join",
    "preview",
    "stop",
]
