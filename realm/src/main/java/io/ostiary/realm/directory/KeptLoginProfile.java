package io.ostiary.realm.directory;

import io.ostiary.realm.credential.SealedSecret;
import java.util.ArrayList;
import java.util.List;

/**
 * A login profile with the hash of its password.
 *
 * @param earlier the hashes of earlier passwords, newest first, as many as a policy may ask for
 */
record KeptLoginProfile(
    String accountId, LoginProfile profile, SealedSecret hash, List<SealedSecret> earlier) {

  KeptLoginProfile {
    earlier = List.copyOf(earlier);
  }

  /** With another password, of which the present one becomes an earlier one. */
  KeptLoginProfile with(LoginProfile newProfile, SealedSecret newHash) {
    List<SealedSecret> newEarlier = new ArrayList<>(List.of(hash));
    newEarlier.addAll(earlier);
    int remembered = Math.min(newEarlier.size(), PasswordPolicy.MOST_REMEMBERED - 1);
    return new KeptLoginProfile(accountId, newProfile, newHash, newEarlier.subList(0, remembered));
  }
}
