package io.ostiary.realm.session;

import static io.ostiary.realm.Realms.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.DeleteRole;
import io.ostiary.realm.directory.RevokeSessions;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.UpdateAccessKey;
import io.ostiary.signature.SignatureException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Whatever is wrong with a session, whoever shows it is told the same. */
class SessionDefectTest extends RoleFixture {
  private Role role;
  private SessionCredentials good;
  private SessionCredentials other;

  @BeforeEach
  void assume() throws Exception {
    role = role("deploy", "arn:aws:iam::" + ACCOUNT + ":user/lucy");
    good = assume(lucy(), RoleRequest.of(role.arn(), "s1")).credentials();
    other = assume(lucy(), RoleRequest.of(role.arn(), "s2")).credentials();
  }

  private enum Defect {
    CHANGED {
      @Override
      Evidence of(SessionDefectTest test) throws Exception {
        String token = test.good.revealSessionToken();
        char last = token.charAt(token.length() / 2);
        return test.with(token.replace(last, last == 'A' ? 'B' : 'A'));
      }
    },
    CUT {
      @Override
      Evidence of(SessionDefectTest test) throws Exception {
        return test.with(test.good.revealSessionToken().substring(1));
      }
    },
    OF_ANOTHER_SESSION {
      @Override
      Evidence of(SessionDefectTest test) throws Exception {
        return test.with(test.other.revealSessionToken());
      }
    },
    OF_A_BROWSER {
      @Override
      Evidence of(SessionDefectTest test) throws Exception {
        return by(
            test.realm
                .sessions()
                .logIn(
                    test.realm.directory().snapshot().user(ACCOUNT, "lucy").orElseThrow(),
                    false,
                    Duration.ofHours(1)));
      }
    },
    OF_ANOTHER_INSTALLATION {
      @Override
      Evidence of(SessionDefectTest test) throws Exception {
        try (Realm elsewhere = Realms.open(test.temporary.resolve("elsewhere"))) {
          String trust =
              "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\"jobs.example.com\"}}}";
          Role namesake =
              elsewhere
                  .directory()
                  .execute(
                      new CreateRole(
                          ACCOUNT,
                          "/",
                          "deploy",
                          trust,
                          "",
                          Duration.ofHours(1),
                          Map.of(),
                          Optional.empty()));
          return by(
              elsewhere
                  .serviceRoles()
                  .assume("jobs.example.com", RoleRequest.of(namesake.arn(), "s1"))
                  .credentials());
        }
      }
    },
    WITHOUT_ITS_TOKEN {
      @Override
      Evidence of(SessionDefectTest test) throws Exception {
        return Signing.by(test.good.accessKeyId(), test.good.revealSecretAccessKey());
      }
    },
    REVOKED {
      @Override
      Evidence of(SessionDefectTest test) throws Exception {
        test.run(new RevokeSessions(ACCOUNT, test.role.id()));
        return by(test.good);
      }
    },
    OF_A_KEY_TURNED_OFF {
      @Override
      Evidence of(SessionDefectTest test) throws Exception {
        test.run(new UpdateAccessKey(ACCOUNT, "lucy", test.key.key().id(), false));
        return by(test.good);
      }
    },
    OF_A_ROLE_THAT_IS_GONE {
      @Override
      Evidence of(SessionDefectTest test) throws Exception {
        test.run(new DeleteRole(ACCOUNT, "deploy"));
        return by(test.good);
      }
    };

    abstract Evidence of(SessionDefectTest test) throws Exception;
  }

  /** The good session's key with another token. */
  private Evidence with(String token) throws SignatureException {
    return Signing.by(
        AwsSessionCredentialsIdentity.create(
            good.accessKeyId(), good.revealSecretAccessKey(), token));
  }

  @ParameterizedTest
  @EnumSource(Defect.class)
  void isToldAsEveryOther(Defect defect) throws Exception {
    Evidence shown = defect.of(this);
    assertThatExceptionOfType(SignatureException.class)
        .isThrownBy(() -> authenticate(shown))
        .withMessage("The security token included in the request is invalid.")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(SignatureException.Reason.UNKNOWN_KEY));
  }

  @Test
  void aSessionWithoutOneIsLetIn() throws Exception {
    assertThat(as(good).session()).isPresent();
  }
}
