package io.ostiary.depot.s3;

import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.Page;
import io.ostiary.depot.store.StoredObject;
import java.io.IOException;
import java.util.List;

/** The objects of a bucket, page by page, in both of S3's forms. */
final class ListOperations {
  private static final int MOST = 1000;

  private final ObjectStore store;

  ListOperations(ObjectStore store) {
    this.store = store;
  }

  void list(S3Request request, S3Answer answer) throws IOException {
    String type = request.query().orEmpty("list-type");
    if (!type.isEmpty() && !type.equals("2")) {
      throw S3Error.InvalidArgument.because(
          "`%s` is not a list type; write `2`, or leave `list-type` out.".formatted(type));
    }
    if (type.isEmpty()) {
      listByMarker(request, answer);
    } else {
      listByToken(request, answer);
    }
  }

  private void listByToken(S3Request request, S3Answer answer) throws IOException {
    Query query = request.query();
    Names names = Names.asked(query);
    String token = query.orEmpty("continuation-token");
    String startAfter = query.orEmpty("start-after");
    Page.Query wanted = wanted(query, token.isEmpty() ? startAfter : PageToken.read(token));
    Page<StoredObject> page = store.bucket(request.bucket()).list(wanted);
    XmlAnswer xml = XmlAnswer.of("ListBucketResult").element("Name", request.bucket());
    describe(xml, wanted, names);
    if (!startAfter.isEmpty()) {
      xml.element("StartAfter", names.write(startAfter));
    }
    if (!token.isEmpty()) {
      xml.element("ContinuationToken", token);
    }
    xml.element("KeyCount", page.entries().size() + page.commonPrefixes().size())
        .element("IsTruncated", page.last() != null);
    if (page.last() != null) {
      xml.element("NextContinuationToken", PageToken.write(page.last()));
    }
    contents(xml, page, names);
    answer.xml(xml);
  }

  private void listByMarker(S3Request request, S3Answer answer) throws IOException {
    Query query = request.query();
    Names names = Names.asked(query);
    Page.Query wanted = wanted(query, query.orEmpty("marker"));
    Page<StoredObject> page = store.bucket(request.bucket()).list(wanted);
    XmlAnswer xml = XmlAnswer.of("ListBucketResult").element("Name", request.bucket());
    describe(xml, wanted, names);
    xml.element("Marker", names.write(wanted.after())).element("IsTruncated", page.last() != null);
    if (page.last() != null) {
      xml.element("NextMarker", names.write(page.last()));
    }
    contents(xml, page, names);
    answer.xml(xml);
  }

  private static Page.Query wanted(Query query, String after) {
    int limit = query.number("max-keys", 0, MOST, MOST);
    return new Page.Query(query.orEmpty("prefix"), query.orEmpty("delimiter"), after, limit);
  }

  private static void describe(XmlAnswer xml, Page.Query wanted, Names names) {
    xml.element("Prefix", names.write(wanted.prefix()));
    if (!wanted.delimiter().isEmpty()) {
      xml.element("Delimiter", names.write(wanted.delimiter()));
    }
    xml.element("MaxKeys", wanted.limit());
    if (names.encoded()) {
      xml.element("EncodingType", "url");
    }
  }

  private static void contents(XmlAnswer xml, Page<StoredObject> page, Names names) {
    for (StoredObject object : page.entries()) {
      xml.open("Contents")
          .element("Key", names.write(object.key()))
          .element("LastModified", Times.xml(object.modified()))
          .element("ETag", "\"" + object.etag() + "\"");
      if (object.checksum() != null) {
        xml.element("ChecksumAlgorithm", object.checksum().algorithm().name())
            .element("ChecksumType", object.checksum().type().name());
      }
      xml.element("Size", object.size()).element("StorageClass", "STANDARD").close();
    }
    commonPrefixes(xml, page.commonPrefixes(), names);
  }

  static void commonPrefixes(XmlAnswer xml, List<String> prefixes, Names names) {
    for (String prefix : prefixes) {
      xml.open("CommonPrefixes").element("Prefix", names.write(prefix)).close();
    }
  }
}
