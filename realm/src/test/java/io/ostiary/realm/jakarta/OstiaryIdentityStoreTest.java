package io.ostiary.realm.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ostiary.policy.request.Principal;
import io.ostiary.realm.Realm;
import io.ostiary.realm.Realms;
import io.ostiary.realm.authentication.Authenticator;
import io.ostiary.realm.authentication.Evidence;
import io.ostiary.realm.authentication.IamPrincipal;
import io.ostiary.realm.authentication.Signing;
import io.ostiary.signature.SignatureException;
import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OstiaryIdentityStoreTest {
  private static final String ROOT_ARN = "arn:aws:iam::123456789012:root";

  @TempDir Path temporary;

  private final OstiaryIdentityStore store = new OstiaryIdentityStore();
  private Realm realm;

  @BeforeEach
  void open() {
    realm = Realms.open(temporary.resolve("data"));
  }

  @AfterEach
  void close() {
    realm.close();
  }

  private EvidenceCredential credential(String secret) throws SignatureException {
    return new EvidenceCredential(Signing.by(Realms.ROOT_KEY, secret), realm.authenticator());
  }

  @Test
  void evidenceThatHoldsMakesACallerWhoIsAnIamPrincipal() throws Exception {
    EvidenceCredential credential = credential(Realms.ROOT_SECRET);

    CredentialValidationResult result = store.validate(credential);

    assertThat(result.getStatus()).isEqualTo(CredentialValidationResult.Status.VALID);
    assertThat(result.getCallerGroups()).isEmpty();
    assertThat(result.getCallerPrincipal().getName()).isEqualTo(ROOT_ARN);
    assertThat(result.getCallerPrincipal())
        .isInstanceOfSatisfying(
            IamPrincipal.class,
            caller -> {
              assertThat(caller.principal())
                  .isEqualTo(new Principal.Root(ROOT_ARN, Realms.ACCOUNT));
              assertThat(caller.userId()).isEqualTo(Realms.ACCOUNT);
              assertThat(caller.accountId()).isEqualTo(Realms.ACCOUNT);
            });
    assertThat(credential.outcome().signature()).isPresent();
    assertThat(((OstiaryCallerPrincipal) result.getCallerPrincipal()).authenticated())
        .isSameAs(credential.outcome().caller());
  }

  @Test
  void evidenceThatDoesNotHoldIsInvalidAndTheCredentialSaysWhy() throws Exception {
    EvidenceCredential credential = credential("x".repeat(40));

    assertThat(store.validate(credential)).isEqualTo(CredentialValidationResult.INVALID_RESULT);
    assertThatThrownBy(credential::outcome)
        .isInstanceOfSatisfying(
            SignatureException.class,
            e -> assertThat(e.reason()).isEqualTo(SignatureException.Reason.MISMATCH));
    assertThat(credential).hasToString("EvidenceCredential");
  }

  @Test
  void aBodyThatCannotBeReadIsInvalidAndTheCredentialSaysWhy() throws Exception {
    Authenticator broken =
        evidence -> {
          throw new IOException("the connection is gone");
        };
    EvidenceCredential credential =
        new EvidenceCredential(Signing.by(Realms.ROOT_KEY, Realms.ROOT_SECRET), broken);

    assertThat(store.validate(credential)).isEqualTo(CredentialValidationResult.INVALID_RESULT);
    assertThatThrownBy(credential::outcome).hasMessage("the connection is gone");
  }

  @Test
  void otherCredentialsAreLeftToOtherStores() {
    assertThat(store.validate(new UsernamePasswordCredential("lucy", "secret")))
        .isEqualTo(CredentialValidationResult.NOT_VALIDATED_RESULT);
    assertThat(store.validate(new EvidenceCredential(new Evidence.None(), realm.authenticator())))
        .isEqualTo(CredentialValidationResult.NOT_VALIDATED_RESULT);
    assertThat(store.validationTypes()).containsExactly(ValidationType.VALIDATE);
  }

  @Test
  void theAuthenticatorIsAskedOnce() throws Exception {
    int[] asked = {0};
    EvidenceCredential credential =
        new EvidenceCredential(
            Signing.by(Realms.ROOT_KEY, Realms.ROOT_SECRET),
            evidence -> {
              asked[0]++;
              return realm.authenticator().authenticate(evidence);
            });
    store.validate(credential);
    store.validate(credential);

    assertThat(asked[0]).isOne();
  }

  @Test
  void aCredentialNoStoreSawHasNoOutcome() throws Exception {
    assertThatThrownBy(credential(Realms.ROOT_SECRET)::outcome)
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSerializedCallerKeepsItsNameAndNothingElse() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(store.validate(credential(Realms.ROOT_SECRET)).getCallerPrincipal());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject())
          .isExactlyInstanceOf(CallerPrincipal.class)
          .extracting(caller -> ((CallerPrincipal) caller).getName())
          .isEqualTo(ROOT_ARN);
    }
  }
}
