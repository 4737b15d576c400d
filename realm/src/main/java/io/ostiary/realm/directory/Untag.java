package io.ostiary.realm.directory;

import java.util.Map;
import java.util.Set;

/** Removes tags from something by their keys, in whatever case; those that it lacks do no harm. */
public record Untag(Tagged what, Set<String> keys)
    implements DirectoryCommand<Map<String, String>> {

  public Untag {
    keys = Set.copyOf(keys);
  }

  @Override
  public Map<String, String> carryOut(DirectoryDraft draft) {

    Map<String, String> present = what.tags(draft);
    keys.forEach(Tags::checkedKey);
    Map<String, String> left = Tags.without(present, keys);
    if (!left.equals(present)) {
      what.retag(draft, left);
    }
    return left;
  }
}
