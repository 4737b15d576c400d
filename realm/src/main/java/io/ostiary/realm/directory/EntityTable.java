package io.ostiary.realm.directory;

import io.ostiary.realm.store.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every entity, found by id, by name and by parent. Immutable. */
final class EntityTable {
  static final EntityTable EMPTY =
      new EntityTable(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty());

  private record Id(Kind<?> kind, String id) {}

  private record Name(Kind<?> kind, String accountId, String folded) {}

  private record Family(Kind<?> kind, String parent) {}

  private final PersistentMap<Id, Object> entities;
  private final PersistentMap<Name, String> names;
  private final PersistentMap<Family, PersistentMap<String, Object>> families;

  private EntityTable(
      PersistentMap<Id, Object> entities,
      PersistentMap<Name, String> names,
      PersistentMap<Family, PersistentMap<String, Object>> families) {
    this.entities = entities;
    this.names = names;
    this.families = families;
  }

  /** A row that was read. */
  private record Loaded<T>(Kind<T> kind, T entity) {
    static <T> Loaded<T> of(Kind<T> kind, Change.Put put) {
      return new Loaded<>(kind, kind.read(Row.of(put)));
    }

    Id id() {
      return new Id(kind, kind.id(entity));
    }

    Optional<Name> name() {
      return kind.name(entity).map(name -> EntityTable.name(kind, kind.accountId(entity), name));
    }

    Stream<Family> families() {
      return kind.parents(entity).stream().map(parent -> new Family(kind, parent));
    }
  }

  /** The table of a store that holds these rows, each once. */
  static EntityTable of(List<Change.Put> rows) {
    List<Loaded<?>> all = Loading.inParallel(rows, put -> Loaded.of(kind(put), put));
    List<Loaded<?>> named = new ArrayList<>();
    Map<Family, List<Loaded<?>>> families = new HashMap<>();
    for (Loaded<?> loaded : all) {
      if (loaded.name().isPresent()) {
        named.add(loaded);
      }
      loaded
          .families()
          .forEach(f -> families.computeIfAbsent(f, unused -> new ArrayList<>(2)).add(loaded));
    }
    return new EntityTable(
        PersistentMap.of(all, Loaded::id, Loaded::entity),
        PersistentMap.of(named, loaded -> loaded.name().orElseThrow(), loaded -> loaded.id().id),
        PersistentMap.of(
            families.entrySet(),
            Map.Entry::getKey,
            family ->
                PersistentMap.of(family.getValue(), loaded -> loaded.id().id, Loaded::entity)));
  }

  private static Kind<?> kind(Change change) {
    Kind<?> kind = Kinds.BY_TAG.get(change.kind());
    if (kind == null) {
      throw new IllegalStateException(
          "the store holds a `%s`, which this version does not know; use the version of Ostiary"
                  .formatted(change.kind())
              + " that wrote it");
    }
    return kind;
  }

  /** The table after the store's changes. */
  EntityTable after(List<Change> changes) {
    EntityTable table = this;
    for (Change change : changes) {
      Kind<?> kind = kind(change);
      table =
          change instanceof Change.Put put
              ? table.withRow(kind, put)
              : table.without(kind, change.id());
    }
    return table;
  }

  private <T> EntityTable withRow(Kind<T> kind, Change.Put put) {
    return with(kind, kind.read(Row.of(put)));
  }

  /** With an entity, in place of the one that has its id. */
  <T> EntityTable with(Kind<T> kind, T entity) {
    String id = kind.id(entity);
    EntityTable others = without(kind, id);
    PersistentMap<Name, String> newNames =
        kind.name(entity)
            .map(name -> others.names.with(name(kind, kind.accountId(entity), name), id))
            .orElse(others.names);
    PersistentMap<Family, PersistentMap<String, Object>> newFamilies = others.families;
    for (String parent : kind.parents(entity)) {
      Family family = new Family(kind, parent);
      newFamilies = newFamilies.with(family, siblings(newFamilies, family).with(id, entity));
    }
    return new EntityTable(others.entities.with(new Id(kind, id), entity), newNames, newFamilies);
  }

  /** Without the entity of an id, if there is one. */
  <T> EntityTable without(Kind<T> kind, String id) {
    T entity = get(kind, id);
    if (entity == null) {
      return this;
    }
    PersistentMap<Name, String> newNames =
        kind.name(entity)
            .map(name -> names.without(name(kind, kind.accountId(entity), name)))
            .orElse(names);
    PersistentMap<Family, PersistentMap<String, Object>> newFamilies = families;
    for (String parent : kind.parents(entity)) {
      Family family = new Family(kind, parent);
      PersistentMap<String, Object> siblings = siblings(newFamilies, family).without(id);
      newFamilies =
          siblings.size() == 0 ? newFamilies.without(family) : newFamilies.with(family, siblings);
    }
    return new EntityTable(entities.without(new Id(kind, id)), newNames, newFamilies);
  }

  <T> @Nullable T get(Kind<T> kind, String id) {
    Object entity = entities.get(new Id(kind, id));
    return entity == null ? null : kind.cast(entity);
  }

  /** What is referred to. Were a reference into nothing skipped, denials could be lost. */
  <T> T existing(Kind<T> kind, String id) {
    T entity = get(kind, id);
    if (entity == null) {
      throw new IllegalStateException(
          "the directory refers to %s %s, which does not exist".formatted(kind.tag(), id));
    }
    return entity;
  }

  /** By name, ignoring case. */
  <T> @Nullable T named(Kind<T> kind, String accountId, String name) {
    String id = names.get(name(kind, accountId, name));
    return id == null ? null : get(kind, id);
  }

  /** Those of a kind that belong to something, in no particular order. */
  <T> List<T> children(Kind<T> kind, String parent) {
    PersistentMap<String, Object> siblings = siblings(families, new Family(kind, parent));
    List<T> children = new ArrayList<>(siblings.size());
    siblings.forEachEntry((id, child) -> children.add(kind.cast(child)));
    return children;
  }

  /** Takes any entity. */
  interface Visitor {
    <T> void visit(Kind<T> kind, T entity);
  }

  /** Shows every entity to a visitor, in no particular order. */
  void forEach(Visitor visitor) {
    entities.forEachEntry((id, entity) -> visit(visitor, id.kind, entity));
  }

  private static <T> void visit(Visitor visitor, Kind<T> kind, Object entity) {
    visitor.visit(kind, kind.cast(entity));
  }

  int count(Kind<?> kind, String parent) {
    return siblings(families, new Family(kind, parent)).size();
  }

  private static PersistentMap<String, Object> siblings(
      PersistentMap<Family, PersistentMap<String, Object>> families, Family family) {
    PersistentMap<String, Object> siblings = families.get(family);
    return siblings == null ? PersistentMap.empty() : siblings;
  }

  private static Name name(Kind<?> kind, String accountId, String name) {
    return new Name(kind, accountId, Kind.fold(name));
  }
}
