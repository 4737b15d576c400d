"""A role by a profile of ~/.aws/config, and again when its time is over; with an MFA device, too."""

import datetime
import sys

import boto3
import botocore.session

code = sys.argv[1]


def plain():
    session = boto3.Session(profile_name="reader")
    credentials = session.get_credentials()
    sts = session.client("sts")
    assert ":assumed-role/reader/" in sts.get_caller_identity()["Arn"]
    first = credentials.get_frozen_credentials()
    sts.get_caller_identity()
    assert credentials.get_frozen_credentials() == first, "fetched more often than needed"
    # As if its time were over, for botocore's own memory of it too.
    for remembered in credentials._refresh_using.__self__._cache.values():
        remembered["Credentials"]["Expiration"] = "2020-01-01T00:00:00Z"
    credentials._expiry_time = datetime.datetime.now(datetime.timezone.utc)
    sts.get_caller_identity()
    assert credentials.get_frozen_credentials().access_key != first.access_key, "not refreshed"


def with_mfa():
    session = botocore.session.Session(profile="guarded")
    provider = session.get_component("credential_provider").get_provider("assume-role")
    provider._prompter = lambda prompt: code
    client = session.create_client("sts")
    assert ":assumed-role/guarded/" in client.get_caller_identity()["Arn"]


plain()
with_mfa()
print("ok")
