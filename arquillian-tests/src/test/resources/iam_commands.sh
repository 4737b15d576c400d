#!/bin/sh
# Every everyday operation of IAM by the stock `aws` command. Usage: iam_commands.sh SECTION; prints "ok SECTION".
# Settings come from AWS_ENDPOINT_URL and the credentials file alone.
set -eu

n=$$-$(date +%s)
account=$(aws sts get-caller-identity --query Account --output text)
allow='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}'
deny='{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"'$account'"},"Action":"sts:AssumeRole"}]}'

fail() { echo "FAILED: $*" >&2; exit 1; }

# is WANTED COMMAND…: its output as text must be WANTED
is() {
  wanted=$1; shift
  got=$("$@" --output text)
  [ "$got" = "$wanted" ] || fail "$*: wanted '$wanted', got '$got'"
}

# refused CODE COMMAND…
refused() {
  code=$1; shift
  if said=$("$@" 2>&1); then fail "$*: not refused, said '$said'"; fi
  case $said in *"($code)"*) ;; *) fail "$*: wanted $code, got '$said'";; esac
}

users() {
  u=user-$n
  aws iam create-user --user-name "$u" --path /t/ --tags Key=team,Value=red
  is "arn:aws:iam::$account:user/t/$u" aws iam get-user --user-name "$u" --query User.Arn
  is "$u" aws iam list-users --path-prefix /t/ --query "Users[?UserName=='$u'].UserName"
  aws iam tag-user --user-name "$u" --tags Key=cost,Value=7
  is "cost	team" aws iam list-user-tags --user-name "$u" --query "Tags[].Key"
  aws iam untag-user --user-name "$u" --tag-keys team
  aws iam put-user-policy --user-name "$u" --policy-name p --policy-document "$allow"
  is "s3:ListAllMyBuckets" aws iam get-user-policy --user-name "$u" --policy-name p --query "PolicyDocument.Statement[0].Action"
  is "p" aws iam list-user-policies --user-name "$u" --query PolicyNames
  aws iam attach-user-policy --user-name "$u" --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess
  is "ReadOnlyAccess" aws iam list-attached-user-policies --user-name "$u" --query "AttachedPolicies[].PolicyName"
  aws iam put-user-permissions-boundary --user-name "$u" --permissions-boundary arn:aws:iam::aws:policy/ReadOnlyAccess
  aws iam delete-user-permissions-boundary --user-name "$u"
  key=$(aws iam create-access-key --user-name "$u" --query AccessKey.AccessKeyId --output text)
  is "Active" aws iam list-access-keys --user-name "$u" --query "AccessKeyMetadata[].Status"
  aws iam update-access-key --user-name "$u" --access-key-id "$key" --status Inactive
  is "N/A" aws iam get-access-key-last-used --access-key-id "$key" --query AccessKeyLastUsed.ServiceName
  refused DeleteConflict aws iam delete-user --user-name "$u"
  aws iam delete-access-key --user-name "$u" --access-key-id "$key"
  aws iam detach-user-policy --user-name "$u" --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess
  aws iam delete-user-policy --user-name "$u" --policy-name p
  aws iam update-user --user-name "$u" --new-user-name "$u-b" --new-path /
  refused NoSuchEntity aws iam get-user --user-name "$u"
  aws iam delete-user --user-name "$u-b"
}

groups() {
  u=member-$n; g=group-$n
  aws iam create-user --user-name "$u"
  aws iam create-group --group-name "$g"
  refused EntityAlreadyExists aws iam create-group --group-name "$g"
  is "$g" aws iam list-groups --query "Groups[?GroupName=='$g'].GroupName"
  aws iam add-user-to-group --group-name "$g" --user-name "$u"
  is "$u" aws iam get-group --group-name "$g" --query "Users[].UserName"
  is "$g" aws iam list-groups-for-user --user-name "$u" --query "Groups[].GroupName"
  aws iam put-group-policy --group-name "$g" --policy-name p --policy-document "$deny"
  is "Deny" aws iam get-group-policy --group-name "$g" --policy-name p --query "PolicyDocument.Statement[0].Effect"
  is "p" aws iam list-group-policies --group-name "$g" --query PolicyNames
  aws iam attach-group-policy --group-name "$g" --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess
  is "ReadOnlyAccess" aws iam list-attached-group-policies --group-name "$g" --query "AttachedPolicies[].PolicyName"
  aws iam detach-group-policy --group-name "$g" --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess
  aws iam delete-group-policy --group-name "$g" --policy-name p
  aws iam remove-user-from-group --group-name "$g" --user-name "$u"
  aws iam update-group --group-name "$g" --new-group-name "$g-b"
  aws iam delete-group --group-name "$g-b"
  aws iam delete-user --user-name "$u"
}

roles() {
  r=role-$n; b=arn:aws:iam::aws:policy/ReadOnlyAccess
  aws iam create-role --role-name "$r" --assume-role-policy-document "$trust" --max-session-duration 7200 --tags Key=a,Value=b
  is "7200" aws iam get-role --role-name "$r" --query Role.MaxSessionDuration
  is "$r" aws iam list-roles --query "Roles[?RoleName=='$r'].RoleName"
  aws iam update-role --role-name "$r" --description ours
  is "theirs" aws iam update-role-description --role-name "$r" --description theirs --query Role.Description
  aws iam update-assume-role-policy --role-name "$r" --policy-document "$trust"
  refused MalformedPolicyDocument aws iam update-assume-role-policy --role-name "$r" --policy-document "$allow"
  aws iam put-role-policy --role-name "$r" --policy-name p --policy-document "$allow"
  is "p" aws iam list-role-policies --role-name "$r" --query PolicyNames
  is "p" aws iam get-role-policy --role-name "$r" --policy-name p --query PolicyName
  aws iam attach-role-policy --role-name "$r" --policy-arn $b
  is "ReadOnlyAccess" aws iam list-attached-role-policies --role-name "$r" --query "AttachedPolicies[].PolicyName"
  aws iam put-role-permissions-boundary --role-name "$r" --permissions-boundary $b
  is "$b" aws iam get-role --role-name "$r" --query Role.PermissionsBoundary.PermissionsBoundaryArn
  aws iam delete-role-permissions-boundary --role-name "$r"
  aws iam tag-role --role-name "$r" --tags Key=c,Value=d
  is "a	c" aws iam list-role-tags --role-name "$r" --query "Tags[].Key"
  aws iam untag-role --role-name "$r" --tag-keys a c
  is "None" aws iam list-instance-profiles-for-role --role-name "$r" --query "InstanceProfiles[0]"
  aws iam detach-role-policy --role-name "$r" --policy-arn $b
  aws iam delete-role-policy --role-name "$r" --policy-name p
  aws iam delete-role --role-name "$r"
}

policies() {
  p=arn:aws:iam::$account:policy/policy-$n
  is "$p" aws iam create-policy --policy-name "policy-$n" --policy-document "$allow" --description ours --query Policy.Arn
  is "ours" aws iam get-policy --policy-arn "$p" --query Policy.Description
  is "$p" aws iam list-policies --scope Local --query "Policies[?Arn=='$p'].Arn"
  is "v2" aws iam create-policy-version --policy-arn "$p" --policy-document "$deny" --query PolicyVersion.VersionId
  is "Deny" aws iam get-policy-version --policy-arn "$p" --version-id v2 --query "PolicyVersion.Document.Statement[0].Effect"
  is "v2	v1" aws iam list-policy-versions --policy-arn "$p" --query "Versions[].VersionId"
  aws iam set-default-policy-version --policy-arn "$p" --version-id v2
  refused DeleteConflict aws iam delete-policy-version --policy-arn "$p" --version-id v2
  aws iam delete-policy-version --policy-arn "$p" --version-id v1
  aws iam tag-policy --policy-arn "$p" --tags Key=a,Value=b
  is "a" aws iam list-policy-tags --policy-arn "$p" --query "Tags[].Key"
  aws iam untag-policy --policy-arn "$p" --tag-keys a
  is "None" aws iam list-entities-for-policy --policy-arn "$p" --query "PolicyUsers[0]"
  is "explicitDeny" aws iam simulate-custom-policy --policy-input-list "$deny" --action-names s3:GetObject --query "EvaluationResults[].EvalDecision"
  is "None" aws iam get-context-keys-for-custom-policy --policy-input-list "$deny" --query "ContextKeyNames[0]"
  aws iam create-user --user-name "simulated-$n"
  aws iam attach-user-policy --user-name "simulated-$n" --policy-arn "$p"
  s=arn:aws:iam::$account:user/simulated-$n
  is "explicitDeny" aws iam simulate-principal-policy --policy-source-arn "$s" --action-names s3:GetObject --query "EvaluationResults[].EvalDecision"
  is "None" aws iam get-context-keys-for-principal-policy --policy-source-arn "$s" --query "ContextKeyNames[0]"
  is "$p" aws iam get-account-authorization-details --filter LocalManagedPolicy --query "Policies[?Arn=='$p'].Arn"
  refused DeleteConflict aws iam delete-policy --policy-arn "$p"
  aws iam detach-user-policy --user-name "simulated-$n" --policy-arn "$p"
  aws iam delete-user --user-name "simulated-$n"
  aws iam delete-policy --policy-arn "$p"
  is "5000" aws iam get-account-summary --query SummaryMap.UsersQuota
}

providers() {
  is "None" aws iam list-account-aliases --query "AccountAliases[0]"
  o=$(aws iam create-open-id-connect-provider --url "https://idp-$n.example.com" --client-id-list app --query OpenIDConnectProviderArn --output text)
  aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn "$o" --client-id web
  is "app	web" aws iam get-open-id-connect-provider --open-id-connect-provider-arn "$o" --query ClientIDList
  aws iam remove-client-id-from-open-id-connect-provider --open-id-connect-provider-arn "$o" --client-id app
  aws iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn "$o" --thumbprint-list aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
  is "$o" aws iam list-open-id-connect-providers --query "OpenIDConnectProviderList[?Arn=='$o'].Arn"
  aws iam tag-open-id-connect-provider --open-id-connect-provider-arn "$o" --tags Key=a,Value=b
  is "a" aws iam list-open-id-connect-provider-tags --open-id-connect-provider-arn "$o" --query "Tags[].Key"
  aws iam untag-open-id-connect-provider --open-id-connect-provider-arn "$o" --tag-keys a
  aws iam delete-open-id-connect-provider --open-id-connect-provider-arn "$o"
  refused NoSuchEntity aws iam get-open-id-connect-provider --open-id-connect-provider-arn "$o"
  s=$(aws iam create-saml-provider --name "saml-$n" --saml-metadata-document file://metadata.xml --query SAMLProviderArn --output text)
  is "$s" aws iam list-saml-providers --query "SAMLProviderList[?Arn=='$s'].Arn"
  aws iam get-saml-provider --saml-provider-arn "$s" --query SAMLMetadataDocument | grep -q EntityDescriptor
  is "$s" aws iam update-saml-provider --saml-provider-arn "$s" --saml-metadata-document file://metadata.xml --query SAMLProviderArn
  aws iam tag-saml-provider --saml-provider-arn "$s" --tags Key=a,Value=b
  is "a" aws iam list-saml-provider-tags --saml-provider-arn "$s" --query "Tags[].Key"
  aws iam untag-saml-provider --saml-provider-arn "$s" --tag-keys a
  aws iam delete-saml-provider --saml-provider-arn "$s"
}

"$1" >/dev/null
echo "ok $1"
