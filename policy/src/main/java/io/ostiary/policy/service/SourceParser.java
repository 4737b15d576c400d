package io.ostiary.policy.service;

import io.ostiary.policy.service.ValueSource.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads where condition keys and tags of one route come from. */
record SourceParser(
    Vocabulary vocabulary,
    Set<String> available,
    List<RequiredAction> authorize,
    boolean mayHaveForm,
    Problems problems) {

  private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)+");

  Map<String, ValueSource> context(ObjectReader reader) {
    Map<String, ValueSource> context = new LinkedHashMap<>();
    reader
        .entries("context", "`context`")
        .forEach(
            (key, node) -> {
              checkKey(key, node);
              ObjectReader source = ObjectReader.of(node, "a source", problems);
              source(source, List.of(Kind.values())).ifPresent(where -> context.put(key, where));
              source.end();
            });
    return context;
  }

  private void checkKey(String key, DefinitionNode node) {
    if (!vocabulary.conditionKeys().containsKey(key)) {
      problems.add(node.place(), DefinitionParser.undeclared(key, "`conditionKeys`"));
    } else if (!authorize.isEmpty() && !listed(key)) {
      problems.add(
          node.place(),
          "no action of this route lists `%s`; add it to `conditionKeys` of one".formatted(key));
    }
  }

  private boolean listed(String key) {
    return authorize.stream()
        .map(required -> vocabulary.actions().get(required.action()))
        .anyMatch(action -> action != null && action.conditionKeys().contains(key));
  }

  /** Exactly one member, which says the part of the request and the name there. */
  private Optional<ValueSource> source(ObjectReader reader, List<Kind> kinds) {
    List<ValueSource> sources = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Kind kind : kinds) {
      String word = kind.name().toLowerCase(Locale.ROOT);
      words.add(word);
      reader
          .node(word)
          .flatMap(node -> reader.text(node, word, form(kind), "write " + remedy(kind)))
          .ifPresent(name -> sources.add(new ValueSource(kind, name)));
    }
    if (words.stream().filter(reader::has).count() != 1) {
      problems.add(reader.place(), "a source has one of %s".formatted(ObjectReader.oneOf(words)));
    }
    sources.forEach(source -> checkSource(source, reader.place()));
    return sources.stream().findFirst();
  }

  private static Pattern form(Kind kind) {
    return switch (kind) {
      case PATH -> DefinitionParser.NAME;
      case HEADER -> DefinitionParser.HEADER;
      case JSON -> POINTER;
      case QUERY, FORM -> DefinitionParser.PARAMETER;
    };
  }

  private static String remedy(Kind kind) {
    return switch (kind) {
      case PATH -> "the name of a variable";
      case HEADER -> "a header's name in lower-case letters, digits, hyphens";
      case JSON -> "a JSON pointer such as `/owner`";
      case QUERY, FORM -> "a parameter's name in visible ASCII characters";
    };
  }

  private void checkSource(ValueSource source, Place place) {
    boolean ofBody = source.kind() == Kind.FORM || source.kind() == Kind.JSON;
    boolean ofTarget = source.kind() == Kind.PATH || source.kind() == Kind.QUERY;
    if (source.kind() == Kind.PATH && !available.contains(source.name())) {
      problems.add(
          place, "the route has no variable `%s`; mend its spelling".formatted(source.name()));
    } else if (ofBody && !mayHaveForm) {
      problems.add(
          place,
          "the body is not read here; only a buffered POST, PUT or PATCH has a form or JSON");
    } else if (vocabulary.query() && (ofTarget || source.kind() == Kind.JSON)) {
      problems.add(place, "a Query-protocol request has a form and headers only; use those");
    }
  }

  Optional<ValueSource> tags(ObjectReader reader) {
    return reader
        .node("tags")
        .flatMap(
            node -> {
              ObjectReader tags = ObjectReader.of(node, "`tags`", problems);
              Optional<ValueSource> source =
                  source(tags, List.of(Kind.HEADER, Kind.FORM, Kind.JSON));
              tags.end();
              return source;
            });
  }
}
