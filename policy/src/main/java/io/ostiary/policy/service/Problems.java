package io.ostiary.policy.service;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with one definition, collected so that one run shows it all. */
final class Problems {
  private final String file;
  private final List<String> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  Place at(JsonLocation location) {
    return new Place(file, location.getLineNr(), location.getColumnNr());
  }

  /** Notes what is wrong at a place and how to mend it. */
  void add(Place place, String problem) {
    found.add(place + ": " + problem);
  }

  boolean any() {
    return !found.isEmpty();
  }

  ServiceDefinitionException exception() {
    return new ServiceDefinitionException(found);
  }
}
