package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.json.Json;
import io.ostiary.policy.json.JsonReader;
import io.ostiary.policy.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One JSON file, whose every value knows its place. */
record JsonFile(String name, String text, Json root) {

  static JsonFile read(String name, String text) {
    try {
      return new JsonFile(name, text, JsonReader.read(text));
    } catch (JsonSyntaxException e) {
      throw new FileProblem(name, e.place().line(), e.place().column(), e.problem());
    }
  }

  Item item() {
    return new Item(root);
  }

  /** The last part of its name, without {@code .json}. */
  String entityName() {
    return name.substring(name.lastIndexOf('/') + 1, name.length() - ".json".length());
  }

  /** Its folder and its name as they compare, whatever folders are in between. */
  String entity() {
    int folder = name.indexOf('/');
    return folder < 0 ? name : name.substring(0, folder + 1) + Kind.fold(entityName());
  }

  /** The folders below the first one, as an IAM path. */
  String entityPath() {
    return name.substring(name.indexOf('/'), name.lastIndexOf('/') + 1);
  }

  /** A value in the file. */
  final class Item {
    private final Json value;

    private Item(Json value) {
      this.value = value;
    }

    FileProblem problem(String problem) {
      return new FileProblem(name, value.place().line(), value.place().column(), problem);
    }

    boolean isText() {
      return value instanceof Json.Text;
    }

    String text() {
      if (value instanceof Json.Text text) {
        return text.value();
      }
      throw problem("write a text in double quotes");
    }

    boolean flag() {
      if (value instanceof Json.Scalar scalar
          && (scalar.text().equals("true") || scalar.text().equals("false"))) {
        return scalar.text().equals("true");
      }
      throw problem("write `true` or `false`");
    }

    private List<Json.Member> members() {
      if (value instanceof Json.Structure structure) {
        return structure.members();
      }
      throw problem("write an object in braces");
    }

    /** Refuses members of other names: what is mistyped must not be overlooked. */
    void only(String... names) {
      for (Json.Member member : members()) {
        if (!List.of(names).contains(member.name())) {
          throw new FileProblem(
              name,
              member.place().line(),
              member.place().column(),
              "unknown member `%s`; write one of `%s`"
                  .formatted(member.name(), String.join("`, `", names)));
        }
      }
    }

    Optional<Item> find(String member) {
      return members().stream()
          .filter(found -> found.name().equals(member))
          .map(found -> new Item(found.value()))
          .findFirst();
    }

    Item get(String member) {
      return find(member).orElseThrow(() -> problem("it has no `%s`; add it".formatted(member)));
    }

    /** The items of a list that may be missing. */
    List<Item> list(String member) {
      Optional<Item> found = find(member);
      if (found.isEmpty()) {
        return List.of();
      }
      if (!(found.get().value instanceof Json.Array array)) {
        throw found.get().problem("write a list in brackets");
      }
      List<Item> items = new ArrayList<>();
      array.items().forEach(item -> items.add(new Item(item)));
      return items;
    }

    /** The values of an object that may be missing, by name. */
    Map<String, Item> map(String member) {
      Map<String, Item> map = new LinkedHashMap<>();
      find(member)
          .ifPresent(
              found ->
                  found.members().forEach(each -> map.put(each.name(), new Item(each.value()))));
      return map;
    }

    /** The text of a policy document, exactly as it stands in the file, found to be sound. */
    String policy(PolicyType type) {
      int start = offset();
      String document = text.substring(start, end(start));
      try {
        Policy unused = Policy.parse(document, type);
        return document;
      } catch (PolicySyntaxException e) {
        int line = value.place().line() + e.line() - 1;
        int column = e.line() == 1 ? value.place().column() + e.column() - 1 : e.column();
        throw new FileProblem(name, line, column, e.problem());
      }
    }

    private int offset() {
      int line = 1;
      int start = 0;
      while (line < value.place().line()) {
        char c = text.charAt(start++);
        // As the reader counts: the two characters of Windows are one end of a line.
        if (c == '\n' || (c == '\r' && !text.startsWith("\n", start))) {
          line++;
        }
      }
      return start + value.place().column() - 1;
    }

    /** Behind the value: where its outermost bracket is closed, or where it ends in text. */
    private int end(int start) {
      int depth = 0;
      boolean quoted = false;
      for (int i = start; i < text.length(); i++) {
        char c = text.charAt(i);
        if (quoted) {
          if (c == '\\') {
            i++;
          } else {
            quoted = c != '"';
          }
        } else if (c == '"') {
          quoted = true;
        } else if (c == '{' || c == '[') {
          depth++;
        } else if (c == '}' || c == ']') {
          depth--;
        }
        if (!quoted && depth == 0) {
          return i + 1;
        }
      }
      return text.length();
    }
  }
}
