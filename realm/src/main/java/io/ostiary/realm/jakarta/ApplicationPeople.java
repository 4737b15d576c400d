package io.ostiary.realm.jakarta;

import io.ostiary.realm.authentication.PeopleStore;
import io.ostiary.realm.authentication.Person;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The people of whatever Jakarta {@code IdentityStore}s the application has: a class of its own, or
 * one that an annotation such as {@code @DatabaseIdentityStoreDefinition} makes. The container's
 * handler asks them, in their order.
 */
public final class ApplicationPeople implements PeopleStore {

  @Override
  public Optional<Person> find(String name, char[] password) throws IOException {
    UsernamePasswordCredential credential =
        new UsernamePasswordCredential(name, new Password(password));
    try {
      CredentialValidationResult result = handler().validate(credential);
      return result.getStatus() == Status.VALID
          ? Optional.of(
              new Person(result.getCallerPrincipal().getName(), result.getCallerGroups(), Map.of()))
          : Optional.empty();
    } catch (IllegalStateException e) {
      throw new IOException("the application's identity stores cannot be asked", e);
    } finally {
      credential.clear();
    }
  }

  private static IdentityStoreHandler handler() {
    return CDI.current().select(IdentityStoreHandler.class).get();
  }
}
