package io.ostiary.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ostiary.policy.decision.Decision.Allowed;
import io.ostiary.policy.decision.Decision.ExplicitlyDenied;
import io.ostiary.policy.decision.Decision.ImplicitlyDenied;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizerTest {
  private static final String ACCOUNT = "123456789012";
  private static final AuthorizationRequest CREATE_BUCKET =
      new AuthorizationRequest(
          new Principal.User("arn:aws:iam::123456789012:user/lucy", ACCOUNT, "AIDALUCY"),
          Action.parse("s3:CreateBucket"),
          Resource.of("arn:aws:s3:::lucy_bucket", ACCOUNT),
          RequestContext.EMPTY);

  private static final String WHO =
      "User: arn:aws:iam::123456789012:user/lucy is not authorized to perform: s3:CreateBucket"
          + " on resource: arn:aws:s3:::lucy_bucket ";

  private static DecisiveStatement statementOf(PolicyType type) {
    return new DecisiveStatement(type, "p", 0, "", 1);
  }

  @ParameterizedTest
  @CsvSource({
    "IDENTITY, because no identity-based policy allows the s3:CreateBucket action",
    "RESOURCE, because no resource-based policy allows the s3:CreateBucket action",
    "TRUST, because no role trust policy allows the s3:CreateBucket action",
    "PERMISSIONS_BOUNDARY, because no permissions boundary allows the s3:CreateBucket action",
    "SESSION, because no session policy allows the s3:CreateBucket action",
    "SERVICE_CONTROL, because no service control policy allows the s3:CreateBucket action",
    "RESOURCE_CONTROL, because no resource control policy allows the s3:CreateBucket action",
  })
  void saysWhatIsMissing(PolicyType missing, String reason) {
    assertThat(Authorizer.sentence(CREATE_BUCKET, new ImplicitlyDenied(missing)))
        .isEqualTo(WHO + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "IDENTITY, with an explicit deny in an identity-based policy",
    "RESOURCE, with an explicit deny in a resource-based policy",
    "TRUST, with an explicit deny in the role trust policy",
    "PERMISSIONS_BOUNDARY, with an explicit deny in a permissions boundary",
    "SESSION, with an explicit deny in a session policy",
    "SERVICE_CONTROL, with an explicit deny in a service control policy",
    "RESOURCE_CONTROL, with an explicit deny in a resource control policy",
  })
  void saysWhatDenies(PolicyType denying, String reason) {
    assertThat(Authorizer.sentence(CREATE_BUCKET, new ExplicitlyDenied(statementOf(denying))))
        .isEqualTo(WHO + reason);
  }

  @Test
  void namesTheResourceAsTheServiceDoes() {
    AuthorizationRequest none =
        new AuthorizationRequest(
            new Principal.Anonymous(),
            Action.parse("s3:ListAllMyBuckets"),
            Resource.none(ACCOUNT),
            RequestContext.EMPTY);
    Decision denial = new ImplicitlyDenied(PolicyType.RESOURCE);
    String why = "because no resource-based policy allows the s3:ListAllMyBuckets action";

    assertThat(Authorizer.sentence(none, denial))
        .isEqualTo(
            "User: anonymous is not authorized to perform: s3:ListAllMyBuckets on resource: * "
                + why);
    assertThat(Authorizer.quotingSentence(none, denial))
        .isEqualTo("User: anonymous is not authorized to perform: s3:ListAllMyBuckets " + why);
    assertThat(Authorizer.quotingSentence(CREATE_BUCKET, denial))
        .contains(" on resource: \"arn:aws:s3:::lucy_bucket\" because");
  }

  @Test
  void hasNoSentenceForWhatIsAllowed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Authorizer.sentence(CREATE_BUCKET, new Allowed(null)))
        .withMessageContaining("only a denial has a sentence");
  }

  @Test
  void citesTheStatementThatDecides() {
    Policy policy =
        Policy.parse(
            """
            {
              "Version": "2012-10-17",
              "Statement": [
                {"Effect": "Allow", "Action": "*", "Resource": "*"},
                {
                  "Sid": "NoBuckets",
                  "Effect": "Deny",
                  "Action": "s3:CreateBucket",
                  "Resource": "*"
                }
              ]
            }
            """,
            PolicyType.IDENTITY);
    PolicySet set = PolicySet.of(List.of(new PolicySet.Source("lucys-policy", policy)));

    Decision decision =
        Authorizer.decide(CREATE_BUCKET, ApplicablePolicies.of(set, PolicySet.EMPTY));

    assertThat(decision)
        .isEqualTo(
            new ExplicitlyDenied(
                new DecisiveStatement(PolicyType.IDENTITY, "lucys-policy", 1, "NoBuckets", 5)));
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::lucy_bucket, Allowed",
    "arn:aws:s3:::other_bucket, ImplicitlyDenied",
    "lucys bucket policy, Allowed",
  })
  void takesAMissingResourceForWhatThePolicyIsAttachedTo(String attachedTo, String expected) {
    Policy policy =
        Policy.parse(
            """
            {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*"}}""",
            PolicyType.RESOURCE);
    PolicySet set = PolicySet.of(List.of(new PolicySet.Source(attachedTo, policy)));

    Decision decision =
        Authorizer.decide(CREATE_BUCKET, ApplicablePolicies.of(PolicySet.EMPTY, set));

    assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
  }
}
