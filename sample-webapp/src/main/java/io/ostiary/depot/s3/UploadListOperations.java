package io.ostiary.depot.s3;

import io.ostiary.depot.store.Bucket;
import io.ostiary.depot.store.MultipartUpload;
import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.Page;
import io.ostiary.depot.store.Part;
import java.io.IOException;
import java.util.List;

/** What is being uploaded: the uploads of a bucket, the parts of an upload. */
final class UploadListOperations {
  private static final int MOST = 1000;

  private final ObjectStore store;

  UploadListOperations(ObjectStore store) {
    this.store = store;
  }

  void uploads(S3Request request, S3Answer answer) throws IOException {
    Query query = request.query();
    Names names = Names.asked(query);
    Page.Query wanted =
        new Page.Query(
            query.orEmpty("prefix"),
            query.orEmpty("delimiter"),
            query.orEmpty("key-marker"),
            query.number("max-uploads", 1, MOST, MOST));
    Page<MultipartUpload> page =
        store.bucket(request.bucket()).listUploads(wanted, query.orEmpty("upload-id-marker"));
    XmlAnswer xml =
        XmlAnswer.of("ListMultipartUploadsResult")
            .element("Bucket", request.bucket())
            .element("KeyMarker", names.write(wanted.after()))
            .element("UploadIdMarker", query.orEmpty("upload-id-marker"));
    next(xml, page, names);
    if (!wanted.delimiter().isEmpty()) {
      xml.element("Delimiter", names.write(wanted.delimiter()));
    }
    xml.element("Prefix", names.write(wanted.prefix()))
        .element("MaxUploads", wanted.limit())
        .element("IsTruncated", page.last() != null);
    if (names.encoded()) {
      xml.element("EncodingType", "url");
    }
    for (MultipartUpload upload : page.entries()) {
      xml.open("Upload")
          .element("Key", names.write(upload.key()))
          .element("UploadId", upload.id())
          .element("StorageClass", "STANDARD")
          .element("Initiated", Times.xml(upload.initiated()));
      checksum(xml, upload);
      xml.close();
    }
    ListOperations.commonPrefixes(xml, page.commonPrefixes(), names);
    answer.xml(xml);
  }

  private static void next(XmlAnswer xml, Page<MultipartUpload> page, Names names) {
    if (page.last() != null) {
      int separator = page.last().indexOf('\0');
      String key = separator < 0 ? page.last() : page.last().substring(0, separator);
      xml.element("NextKeyMarker", names.write(key))
          .element("NextUploadIdMarker", separator < 0 ? "" : page.last().substring(separator + 1));
    }
  }

  private static void checksum(XmlAnswer xml, MultipartUpload upload) {
    if (upload.algorithm() != null && upload.checksumType() != null) {
      xml.element("ChecksumAlgorithm", upload.algorithm().name())
          .element("ChecksumType", upload.checksumType().name());
    }
  }

  void parts(S3Request request, S3Answer answer) throws IOException {
    Query query = request.query();
    Bucket bucket = store.bucket(request.bucket());
    String uploadId = MultipartOperations.uploadId(request);
    MultipartUpload upload = bucket.upload(request.key(), uploadId);
    int limit = query.number("max-parts", 1, MOST, MOST);
    int after = query.number("part-number-marker", 0, Integer.MAX_VALUE, 0);
    List<Part> left =
        bucket.parts(request.key(), uploadId).stream()
            .filter(part -> part.number() > after)
            .toList();
    List<Part> page = left.subList(0, Math.min(limit, left.size()));
    boolean truncated = page.size() < left.size();
    XmlAnswer xml =
        XmlAnswer.of("ListPartsResult")
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("UploadId", uploadId)
            .element("PartNumberMarker", after);
    if (truncated) {
      xml.element("NextPartNumberMarker", page.get(page.size() - 1).number());
    }
    xml.element("MaxParts", limit).element("IsTruncated", truncated);
    checksum(xml, upload);
    for (Part part : page) {
      xml.open("Part")
          .element("PartNumber", part.number())
          .element("LastModified", Times.xml(part.modified()))
          .element("ETag", MultipartOperations.quoted(part))
          .element("Size", part.blob().size());
      ChecksumHeaders.write(part.checksum(), xml);
      xml.close();
    }
    answer.xml(xml.element("StorageClass", "STANDARD"));
  }
}
