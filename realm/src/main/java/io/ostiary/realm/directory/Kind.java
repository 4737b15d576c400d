package io.ostiary.realm.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.realm.credential.SecretMapping;
import java.util.List;
import java.util.Optional;

/**
 * One kind of entity: how it is named, where it hangs, and what its row says. The store, the table
 * and the draft work from this alone.
 */
interface Kind<T> {

  /** What rows call it; never changes. */
  String tag();

  /** Unique within the kind, for ever. */
  String id(T entity);

  String accountId(T entity);

  /** A name that no other of its kind has in its account, ignoring case. */
  default Optional<String> name(T entity) {
    return Optional.empty();
  }

  /** The ids of what it belongs to, by which it is found. */
  List<String> parents(T entity);

  /** Writes what {@link #read} needs. */
  void write(T entity, ObjectNode row);

  T read(Row row);

  /** The policy whose reading {@link #read} puts off, if it does. */
  default Optional<Policy> deferred(T entity) {
    return Optional.empty();
  }

  /** With each of its sealed secrets mapped; equal to the entity if all of them stay the same. */
  default T mapSecrets(T entity, SecretMapping mapping) {
    return entity;
  }

  /** An entity that a table holds under this kind; it takes in no other. */
  @SuppressWarnings("unchecked")
  default T cast(Object entity) {
    return (T) entity;
  }

  /** A name as names compare: without regard to ASCII case. */
  static String fold(String name) {
    return RequestContext.fold(name);
  }
}
