package io.ostiary.cli.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The members of one object, of which all are known by name. A null member counts as absent. */
public final class Fields {
  private final Node.Members object;
  private final String what;

  private Fields(Node.Members object, String what) {
    this.object = object;
    this.what = what;
  }

  /**
   * Opens an object.
   *
   * @param what how messages call it, such as {@code a case}
   * @param known the names that its members may have
   */
  public static Fields of(Node node, String what, List<String> known) {
    if (!(node instanceof Node.Members object)) {
      throw node.place()
          .refuse(what + " is " + node.kind() + " here; write an object with " + list(known));
    }
    for (Node.Member member : object.members()) {
      if (!known.contains(member.name())) {
        throw unknown(member, what, known);
      }
    }
    return new Fields(object, what);
  }

  private static MalformedException unknown(Node.Member member, String what, List<String> known) {
    String name = member.name();
    for (String candidate : known) {
      if (candidate.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return member.place().refuse("unknown member `" + name + "`; write `" + candidate + "`");
      }
    }
    return member
        .place()
        .refuse("unknown member `" + name + "`; " + what + " may hold " + list(known));
  }

  private static String list(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }

  public Place place() {
    return object.place();
  }

  public @Nullable Node node(String name) {
    Node node = object.child(name);
    return node instanceof Node.Null ? null : node;
  }

  public Node required(String name) {
    Node node = node(name);
    if (node == null) {
      throw place().refuse(what + " lacks `" + name + "`; add it");
    }
    return node;
  }

  public Node.@Nullable Text text(String name) {
    Node node = node(name);
    return node == null ? null : text(node, name);
  }

  public Node.Text requiredText(String name) {
    return text(required(name), name);
  }

  private static Node.Text text(Node node, String name) {
    if (node instanceof Node.Text text) {
      return text;
    }
    throw node.place().refuse("`" + name + "` is " + node.kind() + "; write a text");
  }

  public @Nullable Boolean truth(String name) {
    Node node = node(name);
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Truth truth) {
      return truth.value();
    }
    throw node.place().refuse("`" + name + "` is " + node.kind() + "; write `true` or `false`");
  }

  /** The items of a list. */
  public static List<Node> items(Node node, String name) {
    if (node instanceof Node.Items list) {
      return list.items();
    }
    throw node.place().refuse("`" + name + "` is " + node.kind() + "; write a list `[…]`");
  }

  /** Says whether there is such a member, be it null. */
  public boolean has(String name) {
    return object.child(name) != null;
  }

  /** The texts of a member that is one text or a list of them. */
  public static List<Node.Text> texts(Node node, String name) {
    List<Node.Text> texts = new ArrayList<>();
    if (node instanceof Node.Items list) {
      for (Node item : list.items()) {
        texts.add(text(item, name));
      }
    } else {
      texts.add(text(node, name));
    }
    return texts;
  }
}
