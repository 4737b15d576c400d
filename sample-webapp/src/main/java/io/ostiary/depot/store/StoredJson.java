package io.ostiary.depot.store;

import io.ostiary.depot.checksum.Checksum;
import io.ostiary.depot.checksum.ChecksumAlgorithm;
import io.ostiary.depot.checksum.ChecksumType;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Depot writes beside its objects' bytes, as JSON: one member for each of a record's. */
final class StoredJson {
  /** Found once: a look-up searches the class path. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private StoredJson() {}

  static JsonObject of(Bucket.Properties bucket) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("name", bucket.name())
            .add("createdMillis", bucket.createdMillis())
            .add("location", bucket.attributes().location())
            .add("takesAcls", bucket.attributes().takesAcls());
    StoredAcl.add(json, bucket.attributes().acl());
    return json.build();
  }

  static Bucket.Properties bucket(JsonObject json) {
    return new Bucket.Properties(
        json.getString("name"),
        number(json, "createdMillis"),
        new BucketAttributes(
            json.getString("location"), json.getBoolean("takesAcls", false), StoredAcl.read(json)));
  }

  static JsonObject of(StoredObject object) {
    JsonArrayBuilder blobs = JSON.createArrayBuilder();
    object.blobs().forEach(blob -> blobs.add(of(blob)));
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("key", object.key())
            .add("etag", object.etag())
            .add("modifiedMillis", object.modifiedMillis())
            .add("attributes", of(object.attributes()));
    addChecksum(json, object.checksum());
    return json.add("multipart", object.multipart()).add("blobs", blobs).build();
  }

  static StoredObject object(JsonObject json) {
    return new StoredObject(
        json.getString("key"),
        json.getString("etag"),
        number(json, "modifiedMillis"),
        attributes(json.getJsonObject("attributes")),
        checksum(json),
        json.getBoolean("multipart"),
        json.getJsonArray("blobs").getValuesAs(StoredJson::blob));
  }

  static JsonObject of(MultipartUpload upload) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", upload.id())
            .add("key", upload.key())
            .add("initiatedMillis", upload.initiatedMillis())
            .add("attributes", of(upload.attributes()));
    if (upload.algorithm() != null) {
      json.add("algorithm", upload.algorithm().name());
    }
    if (upload.checksumType() != null) {
      json.add("checksumType", upload.checksumType().name());
    }
    return json.build();
  }

  static MultipartUpload upload(JsonObject json) {
    return new MultipartUpload(
        json.getString("id"),
        json.getString("key"),
        number(json, "initiatedMillis"),
        attributes(json.getJsonObject("attributes")),
        absent(json, "algorithm") ? null : ChecksumAlgorithm.valueOf(json.getString("algorithm")),
        absent(json, "checksumType") ? null : ChecksumType.valueOf(json.getString("checksumType")));
  }

  static JsonObject of(Part part) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("number", part.number())
            .add("etag", part.etag())
            .add("modifiedMillis", part.modifiedMillis());
    addChecksum(json, part.checksum());
    return json.add("blob", of(part.blob())).build();
  }

  static Part part(JsonObject json) {
    return new Part(
        json.getJsonNumber("number").intValueExact(),
        json.getString("etag"),
        number(json, "modifiedMillis"),
        checksum(json),
        blob(json.getJsonObject("blob")));
  }

  private static JsonObject of(Blob blob) {
    return JSON.createObjectBuilder().add("id", blob.id()).add("size", blob.size()).build();
  }

  private static Blob blob(JsonObject json) {
    return new Blob(json.getString("id"), number(json, "size"));
  }

  private static JsonObject of(ObjectAttributes attributes) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("headers", of(attributes.headers()))
            .add("metadata", of(attributes.metadata()))
            .add("tags", of(attributes.tags()));
    StoredAcl.add(json, attributes.acl());
    return json.build();
  }

  private static ObjectAttributes attributes(JsonObject json) {
    return new ObjectAttributes(
        texts(json.getJsonObject("headers")),
        texts(json.getJsonObject("metadata")),
        texts(json.getJsonObject("tags")),
        StoredAcl.read(json));
  }

  private static JsonObjectBuilder of(Map<String, String> texts) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    texts.forEach(json::add);
    return json;
  }

  private static Map<String, String> texts(JsonObject json) {
    Map<String, String> texts = new HashMap<>();
    json.keySet().forEach(name -> texts.put(name, json.getString(name)));
    return texts;
  }

  private static void addChecksum(JsonObjectBuilder json, @Nullable Checksum checksum) {
    if (checksum != null) {
      json.add(
          "checksum",
          JSON.createObjectBuilder()
              .add("algorithm", checksum.algorithm().name())
              .add("type", checksum.type().name())
              .add("value", checksum.value()));
    }
  }

  private static @Nullable Checksum checksum(JsonObject json) {
    if (absent(json, "checksum")) {
      return null;
    }
    JsonObject checksum = json.getJsonObject("checksum");
    return new Checksum(
        ChecksumAlgorithm.valueOf(checksum.getString("algorithm")),
        ChecksumType.valueOf(checksum.getString("type")),
        checksum.getString("value"));
  }

  private static boolean absent(JsonObject json, String name) {
    return !json.containsKey(name) || json.isNull(name);
  }

  private static long number(JsonObject json, String name) {
    return json.getJsonNumber(name).longValueExact();
  }
}
