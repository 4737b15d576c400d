package io.ostiary.realm.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.ostiary.realm.authentication.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The application's own identity stores are asked by the handler that its container has. */
class ApplicationPeopleTest {

  /** Those whom the shop has in its table. */
  @ApplicationScoped
  public static class ShopTable implements IdentityStore {
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
      return credential.compareTo("lucy", "Correct-Horse-7")
          ? new CredentialValidationResult("lucy", Set.of("customer"))
          : CredentialValidationResult.INVALID_RESULT;
    }
  }

  /** Those who work there. */
  @ApplicationScoped
  public static class StaffTable implements IdentityStore {
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
      return credential.compareTo("bob", "Staff-Horse-8")
          ? new CredentialValidationResult("bob", Set.of("staff", "customer"))
          : CredentialValidationResult.NOT_VALIDATED_RESULT;
    }

    @Override
    public int priority() {
      return 50;
    }
  }

  /** The handler that a server with Jakarta Security has, as far as passwords go. */
  @ApplicationScoped
  public static class Handler implements IdentityStoreHandler {
    @Inject Instance<IdentityStore> stores;

    @Override
    public CredentialValidationResult validate(Credential credential) {
      return stores.stream()
          .sorted(Comparator.comparing(IdentityStore::priority))
          .map(store -> store.validate(credential))
          .filter(result -> result.getStatus() == CredentialValidationResult.Status.VALID)
          .findFirst()
          .orElse(CredentialValidationResult.INVALID_RESULT);
    }
  }

  private static Optional<Person> find(String name, String password) throws IOException {
    try (ApplicationPeople people = new ApplicationPeople()) {
      return people.find(name, password.toCharArray());
    }
  }

  @Test
  void everyStoreOfTheApplicationIsAsked() throws IOException {
    try (SeContainer container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addBeanClasses(
                Handler.class, ShopTable.class, StaffTable.class, OstiaryIdentityStore.class)
            .initialize()) {
      assertThat(container.isRunning()).isTrue();
      assertThat(find("lucy", "Correct-Horse-7"))
          .contains(new Person("lucy", Set.of("customer"), Map.of()));
      assertThat(find("bob", "Staff-Horse-8"))
          .contains(new Person("bob", Set.of("staff", "customer"), Map.of()));
      assertThat(find("lucy", "wrong")).isEmpty();
      assertThat(find("bob", "Correct-Horse-7")).isEmpty();
      assertThat(find("nobody", "Correct-Horse-7")).isEmpty();
    }
  }

  @Test
  void withoutAContainerNobodyIsKnown() {
    assertThatIOException().isThrownBy(() -> find("lucy", "Correct-Horse-7"));
  }
}
