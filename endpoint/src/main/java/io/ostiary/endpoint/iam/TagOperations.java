package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Operation.Execute;
import io.ostiary.endpoint.query.Operation.Parse;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.Tag;
import io.ostiary.realm.directory.Tagged;
import io.ostiary.realm.directory.TaggedIdentity;
import io.ostiary.realm.directory.Untag;
import io.ostiary.realm.directory.User;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tags of whatever has tags. */
final class TagOperations {
  private static final int MOST = 50;

  private TagOperations() {}

  /** For users or roles; groups have no tags. */
  static List<Operation> of(IdentityWords words) {
    return of(
        words.word(),
        words::read,
        TaggedIdentity::new,
        (name, call) -> tags(IdentityWords.existing(name, call)));
  }

  /**
   * For one kind of thing.
   *
   * @param word as the operations' names have it, such as {@code User} in {@code ListUserTags}
   * @param name reads which one
   * @param tagged the same for a command
   * @param tags its tags, or AWS's refusal if it does not exist
   */
  static <N> List<Operation> of(
      String word,
      Parse<N> name,
      java.util.function.Function<N, Tagged> tagged,
      Execute<N, Map<String, String>> tags) {
    return List.of(
        Operation.command(
            "Tag" + word,
            (in, call) -> new Tag(tagged.apply(name.parse(in, call)), Tags.readSome(in))),
        Operation.command(
            "Untag" + word, (in, call) -> new Untag(tagged.apply(name.parse(in, call)), keys(in))),
        Operation.list(
            "List" + word + "Tags",
            name,
            (named, call) -> List.copyOf(tags.execute(named, call).entrySet()),
            new Listing<>("Tags", Map.Entry::getKey, Tags::write)));
  }

  private static Set<String> keys(Parameters in) {
    return new LinkedHashSet<>(in.someOf("TagKeys", MOST, key -> key.text("", Texts.TAG_KEY)));
  }

  private static Map<String, String> tags(Identity identity) {
    if (identity instanceof User user) {
      return user.tags();
    }
    return identity instanceof Role role ? role.tags() : Map.of();
  }
}
