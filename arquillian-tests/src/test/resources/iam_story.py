"""What boto3 does with IAM. Settings come from AWS_ENDPOINT_URL and the credentials file alone.

Usage: iam_story.py STORY; prints "ok STORY", or fails with a traceback.
"""

import concurrent.futures
import json
import re
import sys
import uuid

import boto3
import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

iam = boto3.client("iam")
ACCOUNT = boto3.client("sts").get_caller_identity()["Account"]
READ = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def fresh(stem):
    return f"{stem}-{uuid.uuid4().hex[:8]}"


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(actions, resource="*", **condition):
    statement = {"Effect": "Allow", "Action": actions, "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement


def trust(principal=ACCOUNT):
    return document(
        {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole"}
    )


def arn(kind, name):
    return f"arn:aws:iam::{ACCOUNT}:{kind}/{name}"


def refusal(call, *args, **kwargs):
    """The error with which `call` is refused."""
    try:
        call(*args, **kwargs)
    except ClientError as refused:
        return refused.response["Error"]
    raise AssertionError(f"{call} was not refused")


def code(call, *args, **kwargs):
    return refusal(call, *args, **kwargs)["Code"]


def client_of(key, service="iam"):
    return boto3.client(
        service,
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
        config=Config(retries={"max_attempts": 1}),
    )


def new_user(*statements):
    """A user with just these permissions: its name and a client of its own."""
    name = fresh("boto")
    iam.create_user(UserName=name)
    if statements:
        iam.put_user_policy(
            UserName=name, PolicyName="just", PolicyDocument=document(*statements)
        )
    return name, client_of(iam.create_access_key(UserName=name)["AccessKey"])


def remove_user(name):
    for key in iam.list_access_keys(UserName=name)["AccessKeyMetadata"]:
        iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    for policy in iam.list_user_policies(UserName=name)["PolicyNames"]:
        iam.delete_user_policy(UserName=name, PolicyName=policy)
    for policy in iam.list_attached_user_policies(UserName=name)["AttachedPolicies"]:
        iam.detach_user_policy(UserName=name, PolicyArn=policy["PolicyArn"])
    for group in iam.list_groups_for_user(UserName=name)["Groups"]:
        iam.remove_user_from_group(UserName=name, GroupName=group["GroupName"])
    try:
        iam.delete_login_profile(UserName=name)
    except iam.exceptions.NoSuchEntityException:
        pass
    iam.delete_user(UserName=name)


# Paginators and waiters


def paginators():
    """Every list that boto3 pages, page by page, is the same as in one go."""
    user, role, group, policy = fresh("u"), fresh("r"), fresh("g"), fresh("p")
    iam.create_user(UserName=user, Tags=[{"Key": k, "Value": k} for k in "abc"])
    iam.create_role(
        RoleName=role,
        AssumeRolePolicyDocument=trust(),
        Tags=[{"Key": k, "Value": k} for k in "abc"],
    )
    iam.create_group(GroupName=group)
    iam.add_user_to_group(UserName=user, GroupName=group)
    policies = [
        iam.create_policy(
            PolicyName=f"{policy}-{i}", PolicyDocument=document(allow("s3:GetObject"))
        )["Policy"]["Arn"]
        for i in range(3)
    ]
    for i, one in enumerate(policies):
        iam.attach_user_policy(UserName=user, PolicyArn=one)
        iam.attach_group_policy(GroupName=group, PolicyArn=one)
        iam.attach_role_policy(RoleName=role, PolicyArn=one)
        iam.put_user_policy(UserName=user, PolicyName=f"i{i}", PolicyDocument=document(allow("*")))
        iam.put_group_policy(GroupName=group, PolicyName=f"i{i}", PolicyDocument=document(allow("*")))
        iam.put_role_policy(RoleName=role, PolicyName=f"i{i}", PolicyDocument=document(allow("*")))
    for _ in range(2):
        iam.create_policy_version(
            PolicyArn=policies[0], PolicyDocument=document(allow("s3:PutObject"))
        )
    profile = fresh("i")
    iam.create_instance_profile(InstanceProfileName=profile)
    iam.add_role_to_instance_profile(InstanceProfileName=profile, RoleName=role)
    known = {
        "UserName": user,
        "RoleName": role,
        "GroupName": group,
        "PolicyArn": policies[0],
        "PolicyInputList": [document(allow("s3:GetObject"))],
        "ActionNames": ["s3:GetObject", "s3:PutObject"],
        "PolicySourceArn": arn("user", user),
    }
    # Operations that are not served, as AWS keeps them for its own services.
    not_served = {"ListServerCertificateTags", "ListDelegationRequests"}
    tried = 0
    for name in iam.meta.service_model.operation_names:
        method = xform_name(name)
        shape = iam.meta.service_model.operation_model(name).input_shape
        if not iam.can_paginate(method) or name in not_served:
            continue
        if any(member not in known for member in shape.required_members):
            continue
        given = {member: known[member] for member in shape.required_members}
        paginator = iam.get_paginator(method)
        keys = [key.expression for key in paginator.result_keys]
        whole = paginator.paginate(**given).build_full_result()
        single = paginator.paginate(**given, PaginationConfig={"PageSize": 1})
        if sum(len(whole.get(key, [])) for key in keys) > 60:
            single = paginator.paginate(**given, PaginationConfig={"PageSize": 25})
        pages = list(single)
        for key in keys:
            got = [one for page in pages for one in page.get(key, [])]
            assert got == whole.get(key, []), (name, key, len(got), len(whole.get(key, [])))
        tried += 1
    assert tried >= 25, tried
    iam.remove_role_from_instance_profile(InstanceProfileName=profile, RoleName=role)
    iam.delete_instance_profile(InstanceProfileName=profile)
    for i, one in enumerate(policies):
        iam.detach_group_policy(GroupName=group, PolicyArn=one)
        iam.detach_role_policy(RoleName=role, PolicyArn=one)
        iam.delete_group_policy(GroupName=group, PolicyName=f"i{i}")
        iam.delete_role_policy(RoleName=role, PolicyName=f"i{i}")
    remove_user(user)
    for version in ("v2", "v3"):
        iam.delete_policy_version(PolicyArn=policies[0], VersionId=version)
    for one in policies:
        iam.delete_policy(PolicyArn=one)
    iam.delete_group(GroupName=group)
    iam.delete_role(RoleName=role)


def waiters():
    user, role, policy, profile = fresh("u"), fresh("r"), fresh("p"), fresh("i")
    iam.create_user(UserName=user)
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust())
    made = iam.create_policy(PolicyName=policy, PolicyDocument=document(allow("s3:GetObject")))
    iam.create_instance_profile(InstanceProfileName=profile)
    quick = {"WaiterConfig": {"Delay": 1, "MaxAttempts": 2}}
    iam.get_waiter("user_exists").wait(UserName=user, **quick)
    iam.get_waiter("role_exists").wait(RoleName=role, **quick)
    iam.get_waiter("policy_exists").wait(PolicyArn=made["Policy"]["Arn"], **quick)
    iam.get_waiter("instance_profile_exists").wait(InstanceProfileName=profile, **quick)
    iam.delete_user(UserName=user)
    iam.delete_role(RoleName=role)
    iam.delete_policy(PolicyArn=made["Policy"]["Arn"])
    iam.delete_instance_profile(InstanceProfileName=profile)


def pages_while_things_change():
    """Who is there all the while is seen once; a marker that was touched is refused."""
    path = f"/{fresh('pages')}/"
    stay = [f"{fresh('m')}" for _ in range(12)]
    for name in stay:
        iam.create_user(UserName=name, Path=path)
    seen, marker, extra = [], {}, []
    while True:
        page = iam.list_users(PathPrefix=path, MaxItems=3, **marker)
        seen += [user["UserName"] for user in page["Users"]]
        # Before and after the place at which the page ended, and that very place.
        for stem in ("a", "z"):
            extra.append(fresh(stem))
            iam.create_user(UserName=extra[-1], Path=path)
        gone = page["Users"][-1]["UserName"]
        if gone in stay:
            iam.delete_user(UserName=gone)
            stay.remove(gone)
            seen.remove(gone)
        if not page["IsTruncated"]:
            break
        marker = {"Marker": page["Marker"]}
    assert len(seen) == len(set(seen)), seen
    assert set(stay) <= set(seen), (stay, seen)
    first = iam.list_users(PathPrefix=path, MaxItems=1)["Marker"]
    other = "A" if first[0] != "A" else "B"
    for forged in (other + first[1:], first[:-2], first + "AA", "bWU", stay[0]):
        error = refusal(iam.list_users, PathPrefix=path, MaxItems=1, Marker=forged)
        assert error["Code"] == "ValidationError", error
    assert code(iam.list_groups, Marker=first) == "ValidationError"
    for user in iam.get_paginator("list_users").paginate(PathPrefix=path).build_full_result()["Users"]:
        iam.delete_user(UserName=user["UserName"])


# Errors, by AWS's own description of the operations

# Where we take more, or say more, than AWS's description has it; docs/differences-from-aws.md.
LAXER = {
    ("pattern", "PolicyDocument"),
    ("pattern", "AssumeRolePolicyDocument"),
    ("pattern", "PolicyInputList"),
    ("pattern", "PermissionsBoundaryPolicyInputList"),
    ("pattern", "ResourcePolicy"),
    ("max", "ThumbprintList"),
    ("min", "ResourceHandlingOption"),
    ("max", "ResourceHandlingOption"),
}


def served():
    """The operations of AWS's description that are served."""
    text = (__file__.rsplit("/", 1)[0]) + "/iam.service.json"
    with open(text, encoding="utf-8") as definition:
        routes = {route["action"] for route in json.load(definition)["routes"]}
    return [name for name in iam.meta.service_model.operation_names if name in routes]


def sample(shape, name):
    rules = shape.metadata
    if shape.type_name == "list":
        return [sample(shape.member, name)]
    if shape.type_name == "structure":
        return {k: sample(v, k) for k, v in shape.members.items() if k in shape.required_members}
    if shape.type_name == "boolean":
        return True
    if shape.type_name == "integer":
        return rules.get("min", 1)
    if getattr(shape, "enum", None):
        return shape.enum[0]
    if name.endswith("Arn") or name == "PermissionsBoundary":
        return arn("policy", "nobody")
    special = {"VersionId": "v1", "AccountAlias": "an-alias"}
    if name in special:
        return special[name]
    if name.endswith("Path") or name == "PathPrefix":
        return "/"
    return ("1" if "Code" in name else "x") * max(rules.get("min", 1), 1)


def wrong_values(shape, name):
    """What breaks the rules of one member, with what AWS says of each."""
    rules = shape.metadata
    good = sample(shape, name)
    if shape.type_name == "integer":
        for rule, step, words in (("min", -1, "greater"), ("max", 1, "less")):
            if rule in rules:
                yield rule, rules[rule] + step, f"have value {words} than or equal to {rules[rule]}"
    elif shape.type_name == "list":
        if "max" in rules:
            many = [dict(good[0], Key=f"k{i}") if "Key" in good[0] else good[0] for i in range(rules["max"] + 1)]
            yield "max", many, f"have length less than or equal to {rules['max']}"
        if shape.member.type_name == "string":
            for rule, value, words in wrong_values(shape.member, name):
                yield rule, [value], words
        elif shape.member.type_name == "structure":
            for member, inner in shape.member.members.items():
                for rule, value, words in wrong_values(inner, member):
                    yield rule, [dict(good[0], **{member: value})], words
    elif shape.type_name == "string":
        if shape.enum:
            yield "enum", "no-such-word", "satisfy enum value set: "
            return
        if rules.get("min", 0) > 0:
            yield "min", good[: rules["min"] - 1], f"have length greater than or equal to {rules['min']}"
        if rules.get("max", 10**9) < 10**6 and name != "VersionId":
            fill = good[0] + good[-1] * (rules["max"] - 1) + good[-1]
            yield "max", fill, f"have length less than or equal to {rules['max']}"
        if "pattern" in rules:
            pattern = rules["pattern"].replace(r"\p{L}\p{Z}\p{N}", r"\w ")
            for odd in "*\u3042\u0007":
                if not re.fullmatch(pattern, good[:-1] + odd, re.ASCII):
                    yield "pattern", good[:-1] + odd, "satisfy regular expression pattern: "
                    break


def breaches(operation):
    shape = operation.input_shape
    base = {k: sample(v, k) for k, v in shape.members.items() if k in shape.required_members}
    for member in shape.required_members:
        place = member[0].lower() + member[1:]
        rest = {k: v for k, v in base.items() if k != member}
        yield rest, f"Value null at '{place}' failed to satisfy constraint: Member must not be null"
    for member, inner in shape.members.items():
        for rule, value, words in wrong_values(inner, member):
            if (rule, member) not in LAXER:
                yield dict(base, **{member: value}), "Member must " + words


def wrong_parameters():
    """Whatever breaks AWS's description of an operation is refused in AWS's words."""
    unchecked = boto3.client("iam", config=Config(parameter_validation=False, retries={"max_attempts": 1}))
    tried, wrong = 0, []
    for name in served():
        operation = iam.meta.service_model.operation_model(name)
        if operation.input_shape is None:
            continue
        for given, words in breaches(operation):
            tried += 1
            try:
                getattr(unchecked, xform_name(name))(**given)
                wrong.append((name, given, words, "not refused"))
            except ClientError as refused:
                error, meta = refused.response["Error"], refused.response["ResponseMetadata"]
                if (meta["HTTPStatusCode"], error["Code"]) != (400, "ValidationError") or words not in error["Message"]:
                    wrong.append((name, str(given)[:200], words, error))
    assert tried > 1000 and not wrong, (tried, wrong[:10])


def denials():
    """Whoever has no permission is denied every operation, in AWS's sentence."""
    name, nobody = new_user()
    wrong = []
    for operation_name in served():
        shape = iam.meta.service_model.operation_model(operation_name).input_shape
        given = {m: sample(shape.members[m], m) for m in shape.required_members} if shape else {}
        if "SAMLMetadataDocument" in given:
            given["SAMLMetadataDocument"] = "x" * 1000
        error = refusal(getattr(nobody, xform_name(operation_name)), **given)
        sentence = (
            rf"User: {re.escape(arn('user', name))} is not authorized to perform: iam:{operation_name}"
            rf" on resource: \S+ because no identity-based policy allows the iam:{operation_name} action"
        )
        if error["Code"] != "AccessDenied" or not re.match(sentence, error["Message"]):
            wrong.append((operation_name, error))
    assert not wrong, wrong[:5]
    remove_user(name)


# What Terraform's AWS provider does: create, read, plan again, change, destroy


def unchanged(read):
    """What is read twice is the same: no difference for a second plan."""
    def clean(answer):
        return json.dumps({k: v for k, v in answer.items() if k != "ResponseMetadata"}, default=str, sort_keys=True)

    first = clean(read())
    assert clean(read()) == first
    return json.loads(first)


def terraform_users():
    user, group = fresh("tf"), fresh("tf")
    tags = [{"Key": "owner", "Value": "tf"}]
    iam.create_user(UserName=user, Path="/tf/", Tags=tags, PermissionsBoundary=READ)
    state = unchanged(lambda: iam.get_user(UserName=user))["User"]
    assert state["Tags"] == tags and state["Path"] == "/tf/", state
    assert state["PermissionsBoundary"]["PermissionsBoundaryArn"] == READ, state
    key = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
    iam.update_access_key(UserName=user, AccessKeyId=key, Status="Inactive")
    listed = unchanged(lambda: iam.list_access_keys(UserName=user))["AccessKeyMetadata"]
    assert [(one["AccessKeyId"], one["Status"]) for one in listed] == [(key, "Inactive")], listed
    assert iam.get_access_key_last_used(AccessKeyId=key)["UserName"] == user
    iam.update_user(UserName=user, NewPath="/tf2/")
    iam.delete_user_permissions_boundary(UserName=user)
    iam.tag_user(UserName=user, Tags=[{"Key": "owner", "Value": "us"}])
    iam.untag_user(UserName=user, TagKeys=["never"])
    state = unchanged(lambda: iam.get_user(UserName=user))["User"]
    assert state["Path"] == "/tf2/" and "PermissionsBoundary" not in state, state
    assert state["Tags"] == [{"Key": "owner", "Value": "us"}], state
    text = '{\n  "Version": "2012-10-17",\n  "Statement": [ { "Effect":"Allow", "Action":"s3:*", "Resource":"*" } ]\n}'
    iam.put_user_policy(UserName=user, PolicyName="p", PolicyDocument=text)
    got = unchanged(lambda: iam.get_user_policy(UserName=user, PolicyName="p"))
    assert got["PolicyDocument"] == json.loads(text), got
    iam.create_group(GroupName=group)
    iam.add_user_to_group(GroupName=group, UserName=user)
    assert [u["UserName"] for u in unchanged(lambda: iam.get_group(GroupName=group))["Users"]] == [user]
    iam.attach_group_policy(GroupName=group, PolicyArn=READ)
    iam.attach_user_policy(UserName=user, PolicyArn=READ)
    # destroy, with force_destroy
    iam.detach_group_policy(GroupName=group, PolicyArn=READ)
    iam.detach_user_policy(UserName=user, PolicyArn=READ)
    iam.delete_user_policy(UserName=user, PolicyName="p")
    for one in iam.list_groups_for_user(UserName=user)["Groups"]:
        iam.remove_user_from_group(GroupName=one["GroupName"], UserName=user)
    for one in iam.list_access_keys(UserName=user)["AccessKeyMetadata"]:
        iam.delete_access_key(UserName=user, AccessKeyId=one["AccessKeyId"])
    assert iam.list_ssh_public_keys(UserName=user)["SSHPublicKeys"] == []
    devices = iam.list_virtual_mfa_devices(AssignmentStatus="Assigned")["VirtualMFADevices"]
    assert user not in [one["User"].get("UserName") for one in devices], devices
    assert iam.list_mfa_devices(UserName=user)["MFADevices"] == []
    assert code(iam.delete_login_profile, UserName=user) == "NoSuchEntity"
    assert iam.list_signing_certificates(UserName=user)["Certificates"] == []
    assert iam.list_service_specific_credentials(UserName=user)["ServiceSpecificCredentials"] == []
    iam.delete_user(UserName=user)
    iam.delete_group(GroupName=group)
    assert code(iam.get_user, UserName=user) == "NoSuchEntity"


def terraform_roles():
    role, user, profile = fresh("tf"), fresh("tf"), fresh("tf")
    unknown = trust(arn("user", user))
    error = refusal(iam.create_role, RoleName=role, AssumeRolePolicyDocument=unknown)
    assert error["Code"] == "MalformedPolicyDocument" and "Invalid principal in policy" in error["Message"], error
    iam.create_user(UserName=user)
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=unknown, Description="", MaxSessionDuration=3600)
    state = unchanged(lambda: iam.get_role(RoleName=role))["Role"]
    assert state["Arn"] == arn("role", role) and state["AssumeRolePolicyDocument"] == json.loads(unknown), state
    iam.put_role_policy(RoleName=role, PolicyName="p", PolicyDocument=document(allow("s3:*")))
    assert unchanged(lambda: iam.list_role_policies(RoleName=role))["PolicyNames"] == ["p"]
    assert unchanged(lambda: iam.get_role_policy(RoleName=role, PolicyName="p"))["PolicyName"] == "p"
    iam.attach_role_policy(RoleName=role, PolicyArn=READ)
    attached = unchanged(lambda: iam.list_attached_role_policies(RoleName=role))["AttachedPolicies"]
    assert [one["PolicyArn"] for one in attached] == [READ], attached
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=trust())
    iam.update_role_description(RoleName=role, Description="changed")
    iam.update_role(RoleName=role, MaxSessionDuration=7200)
    iam.put_role_permissions_boundary(RoleName=role, PermissionsBoundary=READ)
    iam.tag_role(RoleName=role, Tags=[{"Key": "a", "Value": "b"}])
    state = unchanged(lambda: iam.get_role(RoleName=role))["Role"]
    assert (state["Description"], state["MaxSessionDuration"]) == ("changed", 7200), state
    assert state["AssumeRolePolicyDocument"] == json.loads(trust()), state
    iam.create_instance_profile(InstanceProfileName=profile)
    iam.add_role_to_instance_profile(InstanceProfileName=profile, RoleName=role)
    unchanged(lambda: iam.get_instance_profile(InstanceProfileName=profile))
    # destroy
    assert code(iam.delete_role, RoleName=role) == "DeleteConflict"
    for one in iam.list_instance_profiles_for_role(RoleName=role)["InstanceProfiles"]:
        iam.remove_role_from_instance_profile(InstanceProfileName=one["InstanceProfileName"], RoleName=role)
    iam.delete_instance_profile(InstanceProfileName=profile)
    iam.detach_role_policy(RoleName=role, PolicyArn=READ)
    iam.delete_role_policy(RoleName=role, PolicyName="p")
    iam.delete_role_permissions_boundary(RoleName=role)
    iam.delete_role(RoleName=role)
    iam.delete_user(UserName=user)
    assert code(iam.get_role, RoleName=role) == "NoSuchEntity"


def terraform_policies():
    name = fresh("tf")
    policy = iam.create_policy(PolicyName=name, PolicyDocument=document(allow("s3:*")), Description="")["Policy"]["Arn"]
    state = unchanged(lambda: iam.get_policy(PolicyArn=policy))["Policy"]
    assert state["DefaultVersionId"] == "v1" and "Description" not in state, state
    read = unchanged(lambda: iam.get_policy_version(PolicyArn=policy, VersionId="v1"))["PolicyVersion"]
    assert read["Document"] == json.loads(document(allow("s3:*"))), read
    for i in range(7):
        versions = iam.list_policy_versions(PolicyArn=policy)["Versions"]
        if len(versions) == 5:
            oldest = min((v for v in versions if not v["IsDefaultVersion"]), key=lambda v: int(v["VersionId"][1:]))
            iam.delete_policy_version(PolicyArn=policy, VersionId=oldest["VersionId"])
        made = iam.create_policy_version(
            PolicyArn=policy, PolicyDocument=document(allow(f"s3:Get{i}*")), SetAsDefault=False
        )["PolicyVersion"]["VersionId"]
        iam.set_default_policy_version(PolicyArn=policy, VersionId=made)
        assert iam.get_policy(PolicyArn=policy)["Policy"]["DefaultVersionId"] == made
    for version in iam.list_policy_versions(PolicyArn=policy)["Versions"]:
        if not version["IsDefaultVersion"]:
            iam.delete_policy_version(PolicyArn=policy, VersionId=version["VersionId"])
    iam.delete_policy(PolicyArn=policy)
    assert code(iam.get_policy, PolicyArn=policy) == "NoSuchEntity"


def terraform_providers():
    host = fresh("tf") + ".example.com"
    provider = iam.create_open_id_connect_provider(
        Url=f"https://{host}", ClientIDList=["app"], ThumbprintList=["a" * 40], Tags=[{"Key": "a", "Value": "b"}]
    )["OpenIDConnectProviderArn"]
    state = unchanged(lambda: iam.get_open_id_connect_provider(OpenIDConnectProviderArn=provider))
    assert (state["Url"], state["ClientIDList"], state["ThumbprintList"]) == (host, ["app"], ["a" * 40]), state
    iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=provider, ThumbprintList=["b" * 40])
    iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID="web")
    iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=provider, ClientID="app")
    state = unchanged(lambda: iam.get_open_id_connect_provider(OpenIDConnectProviderArn=provider))
    assert (state["ClientIDList"], state["ThumbprintList"]) == (["web"], ["b" * 40]), state
    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=provider)
    with open(__file__.rsplit("/", 1)[0] + "/metadata.xml", encoding="utf-8") as text:
        metadata = text.read()
    saml = iam.create_saml_provider(Name=fresh("tf"), SAMLMetadataDocument=metadata)["SAMLProviderArn"]
    assert unchanged(lambda: iam.get_saml_provider(SAMLProviderArn=saml))["SAMLMetadataDocument"] == metadata
    iam.update_saml_provider(SAMLProviderArn=saml, SAMLMetadataDocument=metadata)
    iam.delete_saml_provider(SAMLProviderArn=saml)
    assert code(iam.get_saml_provider, SAMLProviderArn=saml) == "NoSuchEntity"


# Privilege escalation: who holds just one permission gains what it says, and nothing beside it


def escalation(act, gains, beside, *statements):
    """`act` works for a user with these statements alone and gains it what `gains` tries; `beside` is denied before and after."""
    name, user = new_user(*statements)
    if gains is not None:
        assert code(gains, user) == "AccessDenied", gains
    assert code(beside, user) == "AccessDenied", beside
    act(user, name)
    if gains is not None:
        gains(user)
    else:
        assert code(user.list_users) == "AccessDenied"
    return name, user


def lists_users(user):
    user.list_users()


def escalations_by_policies():
    everything = document(allow("*"))
    other = fresh("other")
    iam.create_user(UserName=other)
    own = arn("user", "${aws:username}")

    def beside_put(user):
        user.put_user_policy(UserName=other, PolicyName="x", PolicyDocument=everything)

    def beside_attach(user):
        user.attach_user_policy(UserName=other, PolicyArn=READ)

    names = []
    names.append(escalation(
        lambda user, name: user.put_user_policy(UserName=name, PolicyName="x", PolicyDocument=everything),
        lists_users, beside_put, allow("iam:PutUserPolicy", own))[0])
    names.append(escalation(
        lambda user, name: user.attach_user_policy(UserName=name, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"),
        lists_users, beside_attach, allow("iam:AttachUserPolicy", own))[0])
    # Only the policy that iam:PolicyARN names.
    name, user = new_user(allow("iam:AttachUserPolicy", own, ArnEquals={"iam:PolicyARN": READ}))
    names.append(name)
    assert code(user.attach_user_policy, UserName=name, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess") == "AccessDenied"
    user.attach_user_policy(UserName=name, PolicyArn=READ)
    assert code(user.create_user, UserName=fresh("x")) == "AccessDenied"

    group, away = fresh("g"), fresh("g")
    for one in (group, away):
        iam.create_group(GroupName=one)
    iam.put_group_policy(GroupName=away, PolicyName="admin", PolicyDocument=everything)
    for action, act in (
        ("iam:PutGroupPolicy", lambda user, name: user.put_group_policy(GroupName=group, PolicyName="x", PolicyDocument=everything)),
        ("iam:AttachGroupPolicy", lambda user, name: user.attach_group_policy(GroupName=group, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")),
    ):
        name, user = new_user(allow(action, arn("group", group)))
        names.append(name)
        iam.add_user_to_group(UserName=name, GroupName=group)
        assert code(user.list_users) == "AccessDenied"
        assert code(user.put_group_policy, GroupName=away, PolicyName="x", PolicyDocument=everything) == "AccessDenied"
        act(user, name)
        user.list_users()
        iam.remove_user_from_group(UserName=name, GroupName=group)
        for policy in iam.list_group_policies(GroupName=group)["PolicyNames"]:
            iam.delete_group_policy(GroupName=group, PolicyName=policy)
        for policy in iam.list_attached_group_policies(GroupName=group)["AttachedPolicies"]:
            iam.detach_group_policy(GroupName=group, PolicyArn=policy["PolicyArn"])
    iam.put_group_policy(GroupName=group, PolicyName="admin", PolicyDocument=everything)
    names.append(escalation(
        lambda user, name: user.add_user_to_group(GroupName=group, UserName=name),
        lists_users, lambda user: user.add_user_to_group(GroupName=away, UserName=other),
        allow("iam:AddUserToGroup", arn("group", group)))[0])

    # A policy's versions: whoever may write or choose them has what they say.
    policy = iam.create_policy(PolicyName=fresh("p"), PolicyDocument=everything)["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=policy, PolicyDocument=document(allow(["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"], policy)), SetAsDefault=True)
    stranger = iam.create_policy(PolicyName=fresh("p"), PolicyDocument=document(allow("s3:*")))["Policy"]["Arn"]
    for act in (
        lambda user: user.set_default_policy_version(PolicyArn=policy, VersionId="v1"),
        lambda user: user.create_policy_version(PolicyArn=policy, PolicyDocument=everything, SetAsDefault=True),
    ):
        name, user = new_user()
        names.append(name)
        iam.attach_user_policy(UserName=name, PolicyArn=policy)
        assert code(user.list_users) == "AccessDenied"
        assert code(user.create_policy_version, PolicyArn=stranger, PolicyDocument=everything, SetAsDefault=True) == "AccessDenied"
        act(user)
        user.list_users()
        iam.set_default_policy_version(PolicyArn=policy, VersionId="v2")

    # A denial that somebody may take away.
    for deny in ("inline", "attached"):
        name, user = new_user(allow(["iam:ListUsers", "iam:DeleteUserPolicy", "iam:DetachUserPolicy"]))
        names.append(name)
        no = document({"Effect": "Deny", "Action": "iam:ListUsers", "Resource": "*"})
        if deny == "inline":
            iam.put_user_policy(UserName=name, PolicyName="no", PolicyDocument=no)
        else:
            refusing = iam.create_policy(PolicyName=fresh("no"), PolicyDocument=no)["Policy"]["Arn"]
            iam.attach_user_policy(UserName=name, PolicyArn=refusing)
        assert code(user.list_users) == "AccessDenied"
        if deny == "inline":
            user.delete_user_policy(UserName=name, PolicyName="no")
        else:
            user.detach_user_policy(UserName=name, PolicyArn=refusing)
            iam.delete_policy(PolicyArn=refusing)
        user.list_users()
        assert code(user.create_user, UserName=fresh("x")) == "AccessDenied"
    for name in names + [other]:
        remove_user(name)
    for one in (group, away):
        iam.delete_group_policy(GroupName=one, PolicyName="admin")
        iam.delete_group(GroupName=one)
    for one in (policy, stranger):
        for version in iam.list_policy_versions(PolicyArn=one)["Versions"]:
            if not version["IsDefaultVersion"]:
                iam.delete_policy_version(PolicyArn=one, VersionId=version["VersionId"])
        iam.delete_policy(PolicyArn=one)


def escalations_by_credentials():
    admin, other = fresh("admin"), fresh("other")
    for one in (admin, other):
        iam.create_user(UserName=one)
    iam.put_user_policy(UserName=admin, PolicyName="all", PolicyDocument=document(allow("*")))

    name, user = new_user(allow("iam:CreateAccessKey", arn("user", admin)))
    assert code(user.create_access_key, UserName=other) == "AccessDenied"
    assert code(user.list_users) == "AccessDenied"
    key = user.create_access_key(UserName=admin)["AccessKey"]
    client_of(key).list_users()
    assert code(user.list_users) == "AccessDenied", "the holder itself gains nothing"
    remove_user(name)

    iam.update_access_key(UserName=admin, AccessKeyId=key["AccessKeyId"], Status="Inactive")
    name, user = new_user(allow("iam:UpdateAccessKey", arn("user", admin)))
    assert code(client_of(key).list_users) == "InvalidClientTokenId"
    user.update_access_key(UserName=admin, AccessKeyId=key["AccessKeyId"], Status="Active")
    client_of(key).list_users()
    spare = iam.create_access_key(UserName=other)["AccessKey"]["AccessKeyId"]
    assert code(user.update_access_key, UserName=other, AccessKeyId=spare, Status="Inactive") == "AccessDenied"
    # Naming oneself as the owner of somebody else's key does not reach it.
    assert code(user.update_access_key, UserName=admin, AccessKeyId=spare, Status="Inactive") == "NoSuchEntity"
    remove_user(name)

    name, user = new_user(allow(["iam:CreateLoginProfile", "iam:UpdateLoginProfile"], arn("user", admin)))
    assert code(user.create_login_profile, UserName=other, Password="Correct-horse-7") == "AccessDenied"
    user.create_login_profile(UserName=admin, Password="Correct-horse-7")
    user.update_login_profile(UserName=admin, Password="Battery-staple-8")
    assert code(user.delete_login_profile, UserName=admin) == "AccessDenied"
    assert code(user.change_password, OldPassword="Battery-staple-8", NewPassword="Other-words-9") == "AccessDenied"
    remove_user(name)

    # Credentials of kinds that we do not keep cannot be made.
    name, user = new_user(allow("*"))
    assert code(user.create_service_specific_credential, UserName=admin, ServiceName="codecommit.amazonaws.com") == "InvalidAction"
    for one in (name, admin, other):
        remove_user(one)


def escalations_by_roles():
    role, away = fresh("r"), fresh("r")
    for one in (role, away):
        iam.create_role(RoleName=one, AssumeRolePolicyDocument=trust(READ.replace("aws:policy/ReadOnlyAccess", f"{ACCOUNT}:root")))
        iam.put_role_policy(RoleName=one, PolicyName="all", PolicyDocument=document(allow("*")))
    name, user = new_user(allow("iam:UpdateAssumeRolePolicy", arn("role", role)))
    sts = boto3.client("sts", **{k: getattr(user._request_signer._credentials, v) for k, v in (("aws_access_key_id", "access_key"), ("aws_secret_access_key", "secret_key"))})
    assert code(sts.assume_role, RoleArn=arn("role", role), RoleSessionName="me") == "AccessDenied"
    assert code(user.update_assume_role_policy, RoleName=away, PolicyDocument=trust(arn("user", name))) == "AccessDenied"
    user.update_assume_role_policy(RoleName=role, PolicyDocument=trust(arn("user", name)))
    session = sts.assume_role(RoleArn=arn("role", role), RoleSessionName="me")["Credentials"]
    boto3.client("iam", aws_access_key_id=session["AccessKeyId"], aws_secret_access_key=session["SecretAccessKey"], aws_session_token=session["SessionToken"]).list_users()
    assert code(user.list_users) == "AccessDenied"
    assert code(sts.assume_role, RoleArn=arn("role", away), RoleSessionName="me") == "AccessDenied"
    remove_user(name)

    for action, act in (
        ("iam:PutRolePolicy", lambda user, r: user.put_role_policy(RoleName=r, PolicyName="x", PolicyDocument=document(allow("*")))),
        ("iam:AttachRolePolicy", lambda user, r: user.attach_role_policy(RoleName=r, PolicyArn=READ)),
    ):
        name, user = new_user(allow(action, arn("role", role)))
        assert code(act, user, away) == "AccessDenied"
        act(user, role)
        assert code(user.list_users) == "AccessDenied", "it is the role's, not the holder's"
        remove_user(name)

    # Who may fill profiles hands out only the roles that it may pass, and where to.
    profile = fresh("i")
    iam.create_instance_profile(InstanceProfileName=profile)
    name, user = new_user(allow("iam:AddRoleToInstanceProfile"))
    assert code(user.add_role_to_instance_profile, InstanceProfileName=profile, RoleName=role) == "AccessDenied"
    iam.put_user_policy(UserName=name, PolicyName="pass", PolicyDocument=document(allow("iam:PassRole", arn("role", role), StringEquals={"iam:PassedToService": "lambda.amazonaws.com"})))
    assert code(user.add_role_to_instance_profile, InstanceProfileName=profile, RoleName=role) == "AccessDenied"
    iam.put_user_policy(UserName=name, PolicyName="pass", PolicyDocument=document(allow("iam:PassRole", arn("role", role), StringEquals={"iam:PassedToService": "ec2.amazonaws.com"})))
    assert code(user.add_role_to_instance_profile, InstanceProfileName=profile, RoleName=away) == "AccessDenied"
    user.add_role_to_instance_profile(InstanceProfileName=profile, RoleName=role)
    remove_user(name)
    iam.remove_role_from_instance_profile(InstanceProfileName=profile, RoleName=role)
    iam.delete_instance_profile(InstanceProfileName=profile)
    iam.detach_role_policy(RoleName=role, PolicyArn=READ)
    for one in (role, away):
        for policy in iam.list_role_policies(RoleName=one)["PolicyNames"]:
            iam.delete_role_policy(RoleName=one, PolicyName=policy)
        iam.delete_role(RoleName=one)


def escalations_by_tags():
    """Whoever may tag itself has what tags give; a request tag limits which."""
    target = fresh("t")
    iam.create_user(UserName=target, Tags=[{"Key": "team", "Value": "red"}])
    same_team = allow("iam:GetUser", "*", StringEquals={"aws:ResourceTag/team": "${aws:PrincipalTag/team}"})
    name, user = new_user(same_team, allow("iam:TagUser", arn("user", "${aws:username}")))
    assert code(user.get_user, UserName=target) == "AccessDenied"
    assert code(user.tag_user, UserName=target, Tags=[{"Key": "team", "Value": "blue"}]) == "AccessDenied"
    user.tag_user(UserName=name, Tags=[{"Key": "team", "Value": "red"}])
    user.get_user(UserName=target)
    assert code(user.list_users) == "AccessDenied"
    remove_user(name)

    limited = allow("iam:TagUser", arn("user", "${aws:username}"), **{"ForAllValues:StringEquals": {"aws:TagKeys": ["cost"]}, "Null": {"aws:TagKeys": "false"}})
    name, user = new_user(same_team, limited)
    assert code(user.tag_user, UserName=name, Tags=[{"Key": "cost", "Value": "1"}, {"Key": "team", "Value": "red"}]) == "AccessDenied"
    assert code(user.tag_user, UserName=name, Tags=[{"Key": "TEAM", "Value": "red"}]) == "AccessDenied"
    user.tag_user(UserName=name, Tags=[{"Key": "cost", "Value": "1"}])
    assert code(user.get_user, UserName=target) == "AccessDenied"
    remove_user(name)

    role = fresh("r")
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust())
    name, user = new_user(allow("iam:TagRole", arn("role", role)))
    assert code(user.tag_user, UserName=name, Tags=[{"Key": "team", "Value": "red"}]) == "AccessDenied"
    user.tag_role(RoleName=role, Tags=[{"Key": "team", "Value": "red"}])
    remove_user(name)
    iam.delete_role(RoleName=role)
    iam.delete_user(UserName=target)


def escalations_by_session_tags():
    """Tags of a session count as its principal's; only a trust policy that lets tags in lets them in."""
    target, role = fresh("t"), fresh("r")
    iam.create_user(UserName=target, Tags=[{"Key": "team", "Value": "red"}])
    name, user = new_user(allow("sts:AssumeRole", arn("role", role)))
    key = user._request_signer._credentials
    sts = boto3.client("sts", aws_access_key_id=key.access_key, aws_secret_access_key=key.secret_key)
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust())
    iam.put_role_policy(RoleName=role, PolicyName="team", PolicyDocument=document(allow("iam:GetUser", "*", StringEquals={"aws:ResourceTag/team": "${aws:PrincipalTag/team}"})))

    def session(**more):
        got = sts.assume_role(RoleArn=arn("role", role), RoleSessionName="me", **more)["Credentials"]
        return boto3.client("iam", aws_access_key_id=got["AccessKeyId"], aws_secret_access_key=got["SecretAccessKey"], aws_session_token=got["SessionToken"])

    red = {"Tags": [{"Key": "team", "Value": "red"}]}
    assert code(session().get_user, UserName=target) == "AccessDenied"
    assert code(sts.assume_role, RoleArn=arn("role", role), RoleSessionName="me", **red) == "AccessDenied"
    admits = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": ["sts:AssumeRole", "sts:TagSession"]}
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=document(admits))
    assert code(sts.assume_role, RoleArn=arn("role", role), RoleSessionName="me", **red) == "AccessDenied"
    iam.put_user_policy(UserName=name, PolicyName="tag", PolicyDocument=document(allow("sts:TagSession", arn("role", role))))
    tagged = session(**red)
    tagged.get_user(UserName=target)
    assert code(tagged.list_users) == "AccessDenied"
    remove_user(name)
    iam.delete_user(UserName=target)
    iam.delete_role_policy(RoleName=role, PolicyName="team")
    iam.delete_role(RoleName=role)


def escalations_by_providers():
    """Whoever may install a provider installs that one; nobody is trusted by it without a role's trust policy."""
    host = fresh("idp") + ".example.com"
    name, user = new_user(allow("iam:CreateOpenIDConnectProvider", arn("oidc-provider", host)))
    assert code(user.create_open_id_connect_provider, Url="https://other.example.com", ClientIDList=["a"]) == "AccessDenied"
    provider = user.create_open_id_connect_provider(Url=f"https://{host}", ClientIDList=["a"])["OpenIDConnectProviderArn"]
    assert code(user.list_users) == "AccessDenied"
    for call, more in (
        ("update_open_id_connect_provider_thumbprint", {"ThumbprintList": ["a" * 40]}),
        ("add_client_id_to_open_id_connect_provider", {"ClientID": "b"}),
        ("delete_open_id_connect_provider", {}),
    ):
        assert code(getattr(user, call), OpenIDConnectProviderArn=provider, **more) == "AccessDenied"
    remove_user(name)
    name, user = new_user(allow("iam:UpdateOpenIDConnectProviderThumbprint", provider))
    user.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=provider, ThumbprintList=["b" * 40])
    assert code(user.add_client_id_to_open_id_connect_provider, OpenIDConnectProviderArn=provider, ClientID="b") == "AccessDenied"
    remove_user(name)
    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=provider)
    with open(__file__.rsplit("/", 1)[0] + "/metadata.xml", encoding="utf-8") as text:
        metadata = text.read()
    mine, theirs = (iam.create_saml_provider(Name=fresh("s"), SAMLMetadataDocument=metadata)["SAMLProviderArn"] for _ in range(2))
    name, user = new_user(allow("iam:UpdateSAMLProvider", mine))
    assert code(user.update_saml_provider, SAMLProviderArn=theirs, SAMLMetadataDocument=metadata) == "AccessDenied"
    user.update_saml_provider(SAMLProviderArn=mine, SAMLMetadataDocument=metadata)
    remove_user(name)
    for one in (mine, theirs):
        iam.delete_saml_provider(SAMLProviderArn=one)


def boundaries():
    """A delegated administrator makes only users that are bounded as it is, and cannot take the bounds away."""
    bound = iam.create_policy(PolicyName=fresh("bound"), PolicyDocument=document(allow("s3:*"), allow("iam:*")))["Policy"]["Arn"]
    bounded = {"StringEquals": {"iam:PermissionsBoundary": bound}}
    delegated = [
        allow(["iam:CreateUser", "iam:PutUserPolicy", "iam:AttachUserPolicy", "iam:PutUserPermissionsBoundary"], arn("user", "dev/*"), **bounded),
        allow(["iam:CreateAccessKey", "iam:DeleteUserPermissionsBoundary", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"]),
        {"Effect": "Deny", "Action": ["iam:DeleteUserPermissionsBoundary"], "Resource": "*"},
        {"Effect": "Deny", "Action": ["iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicy"], "Resource": bound},
    ]
    name, admin = new_user(*delegated)
    made, free = fresh("made"), fresh("free")
    everything = document(allow("*"))
    assert code(admin.create_user, UserName=made, Path="/dev/") == "AccessDenied"
    assert code(admin.create_user, UserName=made, Path="/dev/", PermissionsBoundary=READ) == "AccessDenied"
    assert code(admin.create_user, UserName=made, Path="/ops/", PermissionsBoundary=bound) == "AccessDenied"
    admin.create_user(UserName=made, Path="/dev/", PermissionsBoundary=bound)
    admin.put_user_policy(UserName=made, PolicyName="all", PolicyDocument=everything)
    iam.create_user(UserName=free, Path="/dev/")
    assert code(admin.put_user_policy, UserName=free, PolicyName="all", PolicyDocument=everything) == "AccessDenied"
    assert code(admin.delete_user_permissions_boundary, UserName=made) == "AccessDenied"
    assert code(admin.put_user_permissions_boundary, UserName=made, PermissionsBoundary=READ) == "AccessDenied"
    assert code(admin.create_policy_version, PolicyArn=bound, PolicyDocument=everything, SetAsDefault=True) == "AccessDenied"
    assert code(admin.set_default_policy_version, PolicyArn=bound, VersionId="v1") == "AccessDenied"

    # Within its boundary the user may do all that it says, whatever its own policies say beside that.
    user = client_of(admin.create_access_key(UserName=made)["AccessKey"])
    user.list_users()
    assert code(client_of(iam.create_access_key(UserName=made)["AccessKey"], "organizations").describe_organization) == "AccessDeniedException"
    iam.put_user_permissions_boundary(UserName=made, PermissionsBoundary=READ)
    user.list_users()
    assert code(user.create_user, UserName=fresh("x")) == "AccessDenied"
    assert code(user.delete_user_permissions_boundary, UserName=made) == "AccessDenied"
    assert code(user.put_user_permissions_boundary, UserName=made, PermissionsBoundary=bound) == "AccessDenied"
    # Just the permission to take its own boundary away gains what its policies say, and no less.
    own, held = new_user(allow("*"))
    tight = iam.create_policy(PolicyName=fresh("tight"), PolicyDocument=document(allow("iam:DeleteUserPermissionsBoundary", arn("user", "${aws:username}"))))["Policy"]["Arn"]
    iam.put_user_permissions_boundary(UserName=own, PermissionsBoundary=tight)
    assert code(held.list_users) == "AccessDenied"
    assert code(held.delete_user_permissions_boundary, UserName=made) == "AccessDenied"
    held.delete_user_permissions_boundary(UserName=own)
    held.list_users()
    for one in (name, made, free, own):
        iam.delete_user_permissions_boundary(UserName=one)
        remove_user(one)
    for one in (bound, tight):
        iam.delete_policy(PolicyArn=one)


def twenty_clients_at_once():
    """1,000 users with policy and key, made by 20 clients at once: none is lost, each key works at the next request."""
    path = f"/{fresh('many')}/"
    policy = document(allow("iam:GetUser", arn("user", path[1:] + "${aws:username}")))

    def sequence(client, number):
        name = f"{path[1:-1]}-{number}"
        client.create_user(UserName=name, Path=path)
        client.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=policy)
        key = client.create_access_key(UserName=name)["AccessKey"]
        return name, key

    def own_arn(session, endpoint, key):
        # Signed by botocore, sent by its session: a client for each of a thousand keys would be dear.
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        request = AWSRequest("POST", endpoint + "/", data="Action=GetUser&Version=2010-05-08", headers={"Content-Type": "application/x-www-form-urlencoded"})
        SigV4Auth(Credentials(key["AccessKeyId"], key["SecretAccessKey"]), "iam", "us-east-1").add_auth(request)
        answer = session.send(request.prepare())
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return re.search("<Arn>(.*?)</Arn>", answer.text).group(1)

    def one_client(worker):
        from botocore.httpsession import URLLib3Session

        client = botocore.session.get_session().create_client("iam", config=Config(retries={"max_attempts": 1}))
        session = URLLib3Session()
        names = []
        for i in range(50):
            name, key = sequence(client, f"{worker}-{i}")
            assert own_arn(session, client.meta.endpoint_url, key) == arn("user", path[1:] + name)
            names.append(name)
        return client, names

    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        made = list(pool.map(one_client, range(20)))
        names = sorted(name for _, some in made for name in some)
        there = iam.get_paginator("list_users").paginate(PathPrefix=path).build_full_result()["Users"]
        assert sorted(user["UserName"] for user in there) == names and len(names) == 1000, (len(there), len(names))

        def remove(client_and_names):
            client, some = client_and_names
            for name in some:
                keys = client.list_access_keys(UserName=name)["AccessKeyMetadata"]
                assert len(keys) == 1, (name, keys)
                client.delete_access_key(UserName=name, AccessKeyId=keys[0]["AccessKeyId"])
                client.delete_user_policy(UserName=name, PolicyName="own")
                client.delete_user(UserName=name)

        list(pool.map(remove, made))


if __name__ == "__main__":
    globals()[sys.argv[1]]()
    print("ok", sys.argv[1])
