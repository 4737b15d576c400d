package io.ostiary.realm.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds tags to something; a key that it has already, in whatever case, gets the new value. */
public record Tag(Tagged what, Map<String, String> tags)
    implements DirectoryCommand<Map<String, String>> {

  public Tag {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public Map<String, String> carryOut(DirectoryDraft draft) {

    Map<String, String> present = what.tags(draft);
    Tags.checked(tags);
    Map<String, String> merged = Tags.without(present, tags.keySet());
    merged.putAll(tags);
    draft.quotas().requireWithin(what.quota(), merged.size());
    if (!merged.equals(present)) {
      what.retag(draft, merged);
    }
    return merged;
  }
}
