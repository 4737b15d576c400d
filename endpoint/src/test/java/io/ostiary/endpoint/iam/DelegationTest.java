package io.ostiary.endpoint.iam;

import static io.ostiary.endpoint.Installation.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.ostiary.endpoint.Installation;
import io.ostiary.filter.mapping.RequestMapper;
import io.ostiary.filter.mapping.ResourceAttributes;
import io.ostiary.policy.decision.Authorizer;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.CreateOpenIDConnectProvider;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.IdentityName;
import io.ostiary.realm.directory.OidcSettings;
import io.ostiary.realm.directory.PutInlinePolicy;
import io.ostiary.realm.directory.Tag;
import io.ostiary.realm.directory.TaggedOidcProvider;
import io.ostiary.realm.directory.Untag;
import io.ostiary.realm.directory.User;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever may administer the users below one path can do so, and nothing beyond it. */
class DelegationTest {
  private static final String POLICY =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::111122223333:user/dev/*"},
          {
            "Effect": "Deny", "Action": "iam:DeleteUser", "Resource": "*",
            "Condition": {"StringEquals": {"aws:ResourceTag/protected": "yes"}}
          },
          {
            "Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*",
            "Condition": {"StringEquals": {"aws:RequestTag/protected": "yes"}}
          }
        ]
      }
      """;

  private static final String FILL =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {"Effect": "Allow", "Action": "iam:AddRoleToInstanceProfile", "Resource": "*"},
          {
            "Effect": "Allow", "Action": "%s",
            "Resource": "arn:aws:iam::111122223333:role/app",
            "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}
          }
        ]
      }
      """;

  private static final String TAG =
      """
      {
        "Version": "2012-10-17",
        "Statement": {
          "Effect": "Allow", "Resource": "*",
          "Action": ["iam:Tag*", "iam:Untag*", "iam:Create*Provider", "iam:Update*", "iam:Add*"]
        }
      }
      """;

  @TempDir static Path directory;
  private static Installation installation;
  private static User admin;
  private static User tagger;

  @BeforeAll
  static void open() {
    installation = new Installation(directory);
    admin = installation.user("/dev/", "admin");
    installation.user("/dev/x/", "alice");
    installation.user("/ops/", "bob");
    installation
        .directory()
        .execute(new CreateUser(ACCOUNT, "/dev/", "carol", Map.of("protected", "yes")));
    installation
        .directory()
        .execute(new PutInlinePolicy(IdentityName.user(ACCOUNT, "admin"), "delegated", POLICY));
    tagger = installation.user("/", "tagger");
    installation
        .directory()
        .execute(new PutInlinePolicy(IdentityName.user(ACCOUNT, "tagger"), "tags", TAG));
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  /** Else whoever may fill instance profiles could hand out roles that were not theirs to pass. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "may not pass, s3:GetObject, Allowed ImplicitlyDenied",
    "may pass, iam:PassRole, Allowed Allowed"
  })
  void aRoleIsPutIntoAProfileByThoseWhoMayPassIt(String name, String action, String decisions)
      throws Exception {
    User filler = installation.user("/", name.replace(' ', '-'));
    installation
        .directory()
        .execute(
            new PutInlinePolicy(
                IdentityName.user(ACCOUNT, filler.name()), "fill", FILL.formatted(action)));
    List<RequestMapper.Question> questions =
        mapper()
            .questions(
                installation.input(
                    installation.as(filler),
                    "AddRoleToInstanceProfile",
                    "InstanceProfileName",
                    "web",
                    "RoleName",
                    "app"));
    assertThat(questions)
        .extracting(question -> decision(question))
        .containsExactly(decisions.split(" ", -1));
  }

  /** Else whoever may tag a provider could have it take tokens that it was not made for. */
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "TagOpenIDConnectProvider, Tags.member.1.Key=team&Tags.member.1.Value=red, Allowed",
    "TagOpenIDConnectProvider, Tags.member.1.Key=ostiary:once&Tags.member.1.Value=false,"
        + " Allowed ImplicitlyDenied",
    "TagOpenIDConnectProvider, Tags.member.1.Key=Ostiary:Once&Tags.member.1.Value=false,"
        + " Allowed ImplicitlyDenied",
    "UntagOpenIDConnectProvider, TagKeys.member.1=team, Allowed",
    "UntagOpenIDConnectProvider, TagKeys.member.1=team&TagKeys.member.2=ostiary:once,"
        + " Allowed ImplicitlyDenied",
    "CreateOpenIDConnectProvider, Url=https://idp.example.com, Allowed",
    "CreateOpenIDConnectProvider,"
        + " Url=https://idp.example.com&Tags.member.1.Key=ostiary:oldest&Tags.member.1.Value=24h,"
        + " Allowed ImplicitlyDenied",
    "TagSAMLProvider, Tags.member.1.Key=ostiary:sha1&Tags.member.1.Value=true,"
        + " Allowed ImplicitlyDenied",
    "UntagSAMLProvider, TagKeys.member.1=ostiary:signed, Allowed ImplicitlyDenied",
    "CreateSAMLProvider, Name=idp&Tags.member.1.Key=ostiary:sha1&Tags.member.1.Value=true,"
        + " Allowed ImplicitlyDenied"
  })
  void whoMayTagAProviderMayNotChangeHowStrictItIs(String action, String form, String decisions)
      throws Exception {
    List<RequestMapper.Question> questions =
        mapper()
            .questions(installation.input(installation.as(tagger), action, form.split("[&=]", -1)));
    assertThat(questions)
        .extracting(question -> decision(question))
        .containsExactly(decisions.split(" ", -1));
  }

  @Test
  void noOtherSpellingOfATagTakesASettingAway() {
    String arn =
        installation
            .directory()
            .execute(
                new CreateOpenIDConnectProvider(
                    ACCOUNT,
                    "https://spelled.example.com",
                    List.of("app"),
                    List.of(),
                    Map.of("ostiary:once", "true")))
            .arn();
    TaggedOidcProvider provider = new TaggedOidcProvider(ACCOUNT, arn);
    for (String key : List.of("o\u017ftiary:once", "ost\u0131ary:once")) {
      installation.directory().execute(new Untag(provider, Set.of(key)));
      installation.directory().execute(new Tag(provider, Map.of(key, "false")));
      assertThat(installation.directory().snapshot().oidcProvider(arn).orElseThrow().settings())
          .as(key)
          .extracting(OidcSettings::once)
          .isEqualTo(true);
    }
  }

  private static RequestMapper mapper() {
    return new RequestMapper(
        new RequestMapper.Settings("aws", "", ACCOUNT, InstantSource.fixed(Installation.NOW)),
        IamEndpoint.resolvers(),
        ResourceAttributes.NONE);
  }

  private static String decision(RequestMapper.Question question) {
    return Authorizer.decide(question.request(), question.policies()).getClass().getSimpleName();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "GetUser, UserName=alice, Allowed",
    "GetUser, UserName=ALICE, Allowed",
    "GetUser, UserName=bob, ImplicitlyDenied",
    "GetUser, UserName=nobody, ImplicitlyDenied",
    "GetUser, '', Allowed",
    "CreateUser, UserName=dave&Path=/dev/, Allowed",
    "CreateUser, UserName=dave&Path=/ops/, ImplicitlyDenied",
    "CreateUser, UserName=dave, ImplicitlyDenied",
    "CreateUser, UserName=dave&Path=/dev/&Tags.member.1.Key=protected&Tags.member.1.Value=yes,"
        + " ExplicitlyDenied",
    "DeleteUser, UserName=alice, Allowed",
    "DeleteUser, UserName=bob&Path=/dev/, ImplicitlyDenied",
    "DeleteUser, UserName=carol, ExplicitlyDenied",
    "CreateAccessKey, '', Allowed",
    "CreateAccessKey, UserName=bob, ImplicitlyDenied",
    "PutUserPolicy, UserName=bob&PolicyName=p, ImplicitlyDenied",
    "ListUsers, '', ImplicitlyDenied",
    "ListUsers, PathPrefix=/dev/, ImplicitlyDenied"
  })
  void decides(String action, String form, String decision) throws Exception {
    String[] fields = form.isEmpty() ? new String[0] : form.split("[&=]", -1);
    AuthenticatedPrincipal caller = installation.as(admin);
    List<RequestMapper.Question> questions =
        mapper().questions(installation.input(caller, action, fields));
    assertThat(questions)
        .singleElement()
        .satisfies(question -> assertThat(decision(question)).isEqualTo(decision));
  }
}
