"""Prints requests that botocore signed, one JSON object a line. Usage: botocore_requests.py SEED COUNT"""
import datetime
import io
import json
import random
import sys
from urllib.parse import quote, urlsplit

import botocore.auth
import botocore.awsrequest
import botocore.session
from botocore.credentials import Credentials
from botocore.httpchecksum import AwsChunkedWrapper, Crc32Checksum

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
AKID = "AKIAIOSFODNN7EXAMPLE"
TOKEN = "FwoGZXIvYXdzE//+Example+token/=="
CHARACTERS = "abzAZ019-_.~!$&'()*+,;=:@ %\u00e9\u6f22\"<>[]^`{|}\\"

chance = random.Random(int(sys.argv[1]))
now = [datetime.datetime(2026, 11, 21)]
botocore.auth.get_current_datetime = lambda *_, **__: now[0]


def show(service, region, method, url, headers, body):
    parts = urlsplit(url)
    lines = [[str(n), v.decode("latin-1") if isinstance(v, bytes) else str(v)] for n, v in headers.items()]
    if not any(n.lower() == "host" for n, _ in lines):
        lines.append(["Host", parts.netloc])
    if hasattr(body, "read"):
        body = body.read()
    if isinstance(body, str):
        body = body.encode()
    print(json.dumps({
        "service": service, "region": region, "method": method, "path": parts.path,
        "query": parts.query if "?" in url else None, "headers": lines,
        "body": body.decode("latin-1") if body else None, "now": now[0].strftime("%Y-%m-%dT%H:%M:%SZ")}))


def word(most):
    return "".join(chance.choice(CHARACTERS) for _ in range(chance.randint(0, most)))


def low_level():
    s3 = chance.random() < 0.5
    presigned = chance.random() < 0.4
    credentials = Credentials(AKID, SECRET, TOKEN if chance.random() < 0.5 else None)
    body = bytes(chance.randrange(256) for _ in range(chance.randint(1, 300))) if chance.random() < 0.5 and not presigned else b""
    path = "".join("/" + quote(word(8), safe="~") for _ in range(chance.randint(0, 4))) or "/"
    if not s3 and chance.random() < 0.2:
        path += "/./x//../y/"
    query = "&".join(quote("p" + word(3), safe="-_.~") + "=" + quote(word(8), safe="-_.~")
                     for _ in range(chance.randint(0, 4)))
    url = "https://host.example.com:8443" + path + ("?" + query if query else "")
    request = botocore.awsrequest.AWSRequest(
        method=chance.choice(("PUT", "POST", "PATCH") if body else ("GET", "HEAD", "DELETE")), url=url, data=body,
        headers={("X-Amz-Meta-%d" if chance.random() < 0.5 else "My-%d") % i: "v  " + str(i) for i in range(chance.randint(0, 3))})
    if s3 and body and not presigned and chance.random() < 0.5:
        request.context["checksum"] = {"request_algorithm": {"in": "trailer"}}
        request.headers["X-Amz-Decoded-Content-Length"] = str(len(body))
        request.headers["X-Amz-Trailer"] = "x-amz-checksum-crc32"
        request.headers["Content-Encoding"] = "aws-chunked"
        request.data = AwsChunkedWrapper(io.BytesIO(body), checksum_cls=Crc32Checksum,
                                         checksum_name="x-amz-checksum-crc32", chunk_size=100)
    service = "s3" if s3 else "docs"
    if presigned:
        signer = botocore.auth.S3SigV4QueryAuth if s3 else botocore.auth.SigV4QueryAuth
        signer(credentials, service, "eu-central-1", expires=chance.randint(1, 604800)).add_auth(request)
    else:
        signer = botocore.auth.S3SigV4Auth if s3 else botocore.auth.SigV4Auth
        signer(credentials, service, "eu-central-1").add_auth(request)
    prepared = request.prepare()
    show(service, "eu-central-1", prepared.method, prepared.url, prepared.headers, prepared.body)


class Shown(Exception):
    pass


def client(service, endpoint):
    session = botocore.session.get_session()
    made = session.create_client(service, region_name="us-east-1", endpoint_url=endpoint, aws_access_key_id=AKID,
                                 aws_secret_access_key=SECRET, aws_session_token=TOKEN,
                                 config=botocore.config.Config(s3={"addressing_style": "path"}))

    def send(request, **_):
        show(service, "us-east-1", request.method, request.url, request.headers, request.body)
        raise Shown()
    made.meta.events.register("before-send", send)
    return made


def call(operation, **parameters):
    try:
        operation(**parameters)
    except Shown:
        pass


def stock_clients():
    for endpoint in ("http://localhost:8080", "https://iam.example.com"):
        sts, iam, s3 = (client(service, endpoint) for service in ("sts", "iam", "s3"))
        call(sts.get_caller_identity)
        call(sts.assume_role, RoleArn="arn:aws:iam::123456789012:role/path/r", RoleSessionName="a=b+c@d")
        call(iam.create_user, UserName="a+b=c,d.@e", Path="/x/", Tags=[{"Key": "k \u00e9", "Value": "v&w"}])
        call(s3.list_objects_v2, Bucket="bucket", Prefix="a b/+&=~\u00e9", MaxKeys=3)
        call(s3.get_object, Bucket="bucket", Key="a b/+&=~\u00e9;'()!*//./..")
        call(s3.put_object, Bucket="bucket", Key="k", Body=b"text " * 100, Metadata={"a": "b  c"})
        call(s3.put_object, Bucket="bucket", Key="k", Body=io.BytesIO(b"text " * 300000), Tagging="a=b&c=d")
        call(s3.copy_object, Bucket="bucket", Key="k", CopySource={"Bucket": "b", "Key": "k \u00e9"})
        call(s3.delete_objects, Bucket="bucket", Delete={"Objects": [{"Key": "a"}]})
        for url in (s3.generate_presigned_url("get_object", Params={"Bucket": "bucket", "Key": "a +\u00e9"}),
                    sts.generate_presigned_url("get_caller_identity", HttpMethod="GET")):
            show("sts" if "Action" in url else "s3", "us-east-1", "GET", url, {}, None)


stock_clients()
for _ in range(int(sys.argv[2])):
    now[0] += datetime.timedelta(seconds=chance.randint(1, 100000))
    low_level()
