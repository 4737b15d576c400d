package io.ostiary.realm.directory;

import java.util.Map;

/** Something that has tags, as a command names it. */
public sealed interface Tagged
    permits TaggedIdentity,
        TaggedMfaDevice,
        TaggedPolicy,
        TaggedOidcProvider,
        TaggedSamlProvider,
        TaggedInstanceProfile {

  /** How many tags it may have. */
  Quota quota();

  /** The tags that it has now. */
  Map<String, String> tags(DirectoryDraft draft);

  /** Gives it these tags and no others. */
  void retag(DirectoryDraft draft, Map<String, String> tags);
}
