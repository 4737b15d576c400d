"""What boto3 does with a Depot. Settings come from AWS_ENDPOINT_URL and the credentials file alone.

Usage: depot_story.py STORY; prints "ok STORY", or fails with a traceback.
"""

import hashlib
import io
import json
import random
import sys
import urllib.error
import urllib.request
import uuid

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.client import Config
from botocore.exceptions import ClientError

MIB = 1024 * 1024


def fresh(stem):
    return f"{stem}-{uuid.uuid4().hex[:8]}"


def code(call, *args, **kwargs):
    """The error code with which `call` is refused."""
    try:
        call(*args, **kwargs)
    except ClientError as refusal:
        return refusal.response["Error"]["Code"]
    raise AssertionError("it was not refused")


def new_bucket(s3):
    name = fresh("python")
    s3.create_bucket(Bucket=name)
    return name


def client_of(key, service):
    return boto3.client(
        service,
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )


def buckets_and_objects():
    s3 = boto3.client("s3")
    bucket = new_bucket(s3)
    s3.head_bucket(Bucket=bucket)
    assert bucket in [b["Name"] for b in s3.list_buckets()["Buckets"]]
    for key in ("a/1.txt", "a/2.txt", "b/1.txt", "top.txt"):
        s3.put_object(Bucket=bucket, Key=key, Body=key.encode(), ContentType="text/plain")
    top = s3.list_objects_v2(Bucket=bucket, Delimiter="/")
    assert [p["Prefix"] for p in top["CommonPrefixes"]] == ["a/", "b/"], top
    assert [o["Key"] for o in top["Contents"]] == ["top.txt"], top
    pages = s3.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, Prefix="a/", PaginationConfig={"PageSize": 1}
    )
    assert [o["Key"] for page in pages for o in page["Contents"]] == ["a/1.txt", "a/2.txt"]
    got = s3.get_object(Bucket=bucket, Key="a/1.txt")
    assert got["Body"].read() == b"a/1.txt"
    assert got["ContentType"] == "text/plain", got
    assert got["ETag"] == '"%s"' % hashlib.md5(b"a/1.txt").hexdigest()
    assert s3.get_object(Bucket=bucket, Key="a/1.txt", Range="bytes=2-4")["Body"].read() == b"1.t"
    s3.copy_object(Bucket=bucket, Key="c.txt", CopySource={"Bucket": bucket, "Key": "a/1.txt"})
    assert s3.get_object(Bucket=bucket, Key="c.txt")["Body"].read() == b"a/1.txt"
    assert code(s3.delete_bucket, Bucket=bucket) == "BucketNotEmpty"
    keys = [o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    for key in keys:
        s3.delete_object(Bucket=bucket, Key=key)
    assert code(s3.get_object, Bucket=bucket, Key="c.txt") == "NoSuchKey"
    s3.delete_bucket(Bucket=bucket)
    assert code(s3.list_objects_v2, Bucket=bucket) == "NoSuchBucket"


def multipart():
    s3 = boto3.client("s3")
    bucket = new_bucket(s3)
    content = random.Random(11).randbytes(17 * MIB + 3)
    settings = TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB)
    s3.upload_fileobj(io.BytesIO(content), bucket, "large.bin", Config=settings)
    back = io.BytesIO()
    s3.download_fileobj(bucket, "large.bin", back, Config=settings)
    assert back.getvalue() == content
    assert s3.head_object(Bucket=bucket, Key="large.bin")["ContentLength"] == len(content)
    upload = s3.create_multipart_upload(Bucket=bucket, Key="given-up.bin")["UploadId"]
    s3.upload_part(
        Bucket=bucket, Key="given-up.bin", UploadId=upload, PartNumber=1, Body=b"x" * 100
    )
    s3.abort_multipart_upload(Bucket=bucket, Key="given-up.bin", UploadId=upload)
    assert [o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["large.bin"]


def odd_keys():
    s3 = boto3.client("s3")
    bucket = new_bucket(s3)
    keys = [
        "a b?c#d%;e",
        "100%25 sure",
        "plus+and&equals=",
        "äöü/€/𝄞",
        "*",
        "${aws:username}",
        "quote'\"<tag>&amp;",
        "a:b@c,d!e(f)~g",
        "colon:slash/semi;x=y/z",
    ]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
    listed = [o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    assert listed == sorted(keys, key=lambda k: k.encode()), listed
    for key in keys:
        assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == key.encode(), key
        s3.copy_object(Bucket=bucket, Key="copy", CopySource={"Bucket": bucket, "Key": key})
        assert s3.get_object(Bucket=bucket, Key="copy")["Body"].read() == key.encode(), key
        s3.delete_object(Bucket=bucket, Key=key)
    assert [o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["copy"]


def administration():
    iam = boto3.client("iam")
    name = fresh("pythonista")
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"},
            {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${aws:username}*"},
        ],
    }
    arn = iam.create_user(UserName=name, Path="/staff/")["User"]["Arn"]
    assert arn.endswith(f":user/staff/{name}"), arn
    assert code(iam.create_user, UserName=name) == "EntityAlreadyExists"
    iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=json.dumps(policy))
    assert iam.get_user_policy(UserName=name, PolicyName="own")["PolicyDocument"] == policy
    key = iam.create_access_key(UserName=name)["AccessKey"]
    assert client_of(key, "sts").get_caller_identity()["Arn"] == arn
    s3 = client_of(key, "s3")
    s3.create_bucket(Bucket=name + "-own")
    assert code(s3.create_bucket, Bucket=fresh("foreign")) == "AccessDenied"
    s3.delete_bucket(Bucket=name + "-own")
    assert code(iam.delete_user, UserName=name) == "DeleteConflict"
    iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    assert code(s3.list_buckets) == "InvalidAccessKeyId"
    iam.delete_user_policy(UserName=name, PolicyName="own")
    iam.delete_user(UserName=name)
    assert code(iam.get_user, UserName=name) == "NoSuchEntity"


def denials():
    iam = boto3.client("iam")
    s3 = boto3.client("s3")
    bucket = new_bucket(s3)
    name = fresh("visitor")
    iam.create_user(UserName=name)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    visitor = client_of(key, "s3")
    assert code(visitor.list_buckets) == "AccessDenied"
    assert code(visitor.put_object, Bucket=bucket, Key="k", Body=b"x") == "AccessDenied"
    assert code(visitor.create_bucket, Bucket=fresh("v")) == "AccessDenied"
    assert code(client_of(key, "iam").create_user, UserName=fresh("v")) == "AccessDenied"
    # A condition on the request: listing below one prefix only.
    allow = {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": f"arn:aws:s3:::{bucket}",
            "Condition": {"StringLike": {"s3:prefix": "mine/*"}},
        },
    }
    iam.put_user_policy(UserName=name, PolicyName="mine", PolicyDocument=json.dumps(allow))
    assert visitor.list_objects_v2(Bucket=bucket, Prefix="mine/")["KeyCount"] == 0
    assert code(visitor.list_objects_v2, Bucket=bucket, Prefix="yours/") == "AccessDenied"
    assert code(visitor.list_objects_v2, Bucket=bucket) == "AccessDenied"
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


def presigned_urls():
    s3 = boto3.client("s3", config=Config(signature_version="s3v4"))
    bucket = new_bucket(s3)
    put = s3.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "up load"})
    request = urllib.request.Request(put, data=b"from a URL", method="PUT")
    request.add_header("Content-Type", "")
    urllib.request.urlopen(request).read()
    get = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "up load"})
    assert urllib.request.urlopen(get).read() == b"from a URL"
    try:
        urllib.request.urlopen(get.replace("up%20load", "else"))
    except urllib.error.HTTPError as refusal:
        assert refusal.code == 403, refusal
    else:
        raise AssertionError("a presigned URL served another object")


def conditional_reads():
    s3 = boto3.client("s3")
    bucket = new_bucket(s3)
    etag = s3.put_object(Bucket=bucket, Key="k", Body=b"x")["ETag"]
    assert s3.get_object(Bucket=bucket, Key="k", IfMatch=etag)["Body"].read() == b"x"
    assert code(s3.get_object, Bucket=bucket, Key="k", IfNoneMatch=etag) == "304"


if __name__ == "__main__":
    globals()[sys.argv[1]]()
    print("ok", sys.argv[1])
