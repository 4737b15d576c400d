package io.ostiary.endpoint.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.endpoint.query.Call;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The part of a list that a request asks for by {@code MaxResults} and {@code NextToken}. A page
 * begins after the key with which the one before ended, whether or not that thing still exists.
 */
public final class JsonPage {
  private static final int MOST = 20;

  private final String listing;
  private final int size;
  private final Optional<String> after;
  private final Call call;

  private JsonPage(String listing, int size, Optional<String> after, Call call) {
    this.listing = listing;
    this.size = size;
    this.after = after;
    this.call = call;
  }

  /**
   * Reads which part is wanted.
   *
   * @param listing what is listed; a token is good for that only
   */
  public static JsonPage read(JsonInput in, Call call, String listing) {
    String whole = call.accountId() + '/' + listing;
    return new JsonPage(
        whole,
        in.optionalNumber("MaxResults", 1, MOST).orElse(MOST),
        in.optionalText("NextToken").map(token -> call.markers().open(whole, token)),
        call);
  }

  /**
   * Writes the page.
   *
   * @param key tells things apart and sorts them
   */
  public <T> void write(
      ObjectNode out,
      String member,
      List<T> all,
      Function<T, String> key,
      BiConsumer<ArrayNode, T> write) {
    List<T> rest =
        all.stream()
            .filter(item -> after.isEmpty() || key.apply(item).compareTo(after.get()) > 0)
            .sorted(Comparator.comparing(key))
            .limit(size + 1L)
            .toList();
    List<T> items = rest.size() > size ? rest.subList(0, size) : rest;
    ArrayNode array = out.putArray(member);
    items.forEach(item -> write.accept(array, item));
    if (rest.size() > size) {
      String last = key.apply(items.get(items.size() - 1));
      out.put("NextToken", call.markers().seal(listing, last));
    }
  }
}
