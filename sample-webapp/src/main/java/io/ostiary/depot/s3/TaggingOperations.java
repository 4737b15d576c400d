package io.ostiary.depot.s3;

import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.StoredObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The tags of an object. */
final class TaggingOperations {
  private static final int MOST_BYTES = 1 << 15;

  private final ObjectStore store;

  TaggingOperations(ObjectStore store) {
    this.store = store;
  }

  void get(S3Request request, S3Answer answer) throws IOException {
    StoredObject object =
        store
            .bucket(request.bucket())
            .find(request.key())
            .orElseThrow(() -> S3Error.NoSuchKey.because("The specified key does not exist."));
    XmlAnswer xml = XmlAnswer.of("Tagging").open("TagSet");
    new TreeMap<>(object.attributes().tags())
        .forEach(
            (key, value) -> xml.open("Tag").element("Key", key).element("Value", value).close());
    answer.xml(xml);
  }

  void put(S3Request request, S3Answer answer) throws IOException {
    Map<String, String> tags =
        Tags.of(XmlElement.read(SmallBody.read(request, MOST_BYTES), "Tagging"));
    store.bucket(request.bucket()).replaceTags(request.key(), tags);
    answer.status(HttpServletResponse.SC_OK);
  }

  void delete(S3Request request, S3Answer answer) {
    store.bucket(request.bucket()).replaceTags(request.key(), Map.of());
    answer.status(HttpServletResponse.SC_NO_CONTENT);
  }
}
