package io.ostiary.realm.credential;

/** What is done to each sealed secret of an entity. */
public interface SecretMapping {

  /**
   * Gives what to keep instead.
   *
   * @param context what the secret is sealed to
   */
  SealedSecret map(String context, SealedSecret secret);
}
