package io.ostiary.depot.s3;

import static java.util.Map.entry;

import io.ostiary.depot.store.ObjectStore;
import io.ostiary.depot.store.StoreException;
import io.ostiary.policy.acl.AclSyntaxException;
import io.ostiary.realm.directory.CanonicalIds;
import io.ostiary.realm.directory.ResourcePolicies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/** Answers requests of S3's REST API from an object store. */
public final class S3Protocol {
  private static final System.Logger LOG = System.getLogger(S3Protocol.class.getName());

  /** One operation. */
  @FunctionalInterface
  private interface Operation {
    void answer(S3Request request, S3Answer answer) throws IOException;
  }

  private final Map<String, Operation> operations;

  public S3Protocol(ObjectStore store, ResourcePolicies policies, CanonicalIds ids, BucketArn arn) {
    RequestedAcl requested = new RequestedAcl(ids);
    AclOperations acls = new AclOperations(store, requested);
    BucketOperations buckets = new BucketOperations(store, policies, arn, requested);
    ListOperations listing = new ListOperations(store);
    ObjectOperations objects = new ObjectOperations(store, requested);
    TaggingOperations tags = new TaggingOperations(store);
    PolicyOperations bucketPolicies = new PolicyOperations(store, policies, arn);
    MultipartOperations parts = new MultipartOperations(store, requested);
    UploadListOperations uploads = new UploadListOperations(store);
    operations =
        Map.ofEntries(
            entry("GET service", buckets::list),
            entry("PUT bucket", buckets::create),
            entry("HEAD bucket", buckets::head),
            entry("DELETE bucket", buckets::delete),
            entry("GET bucket ?location", buckets::location),
            entry("GET bucket", listing::list),
            entry("GET bucket ?uploads", uploads::uploads),
            entry("GET bucket ?policy", bucketPolicies::get),
            entry("PUT bucket ?policy", bucketPolicies::put),
            entry("DELETE bucket ?policy", bucketPolicies::delete),
            entry("GET bucket ?acl", acls::getOfBucket),
            entry("PUT bucket ?acl", acls::putOfBucket),
            entry("GET object ?acl", acls::getOfObject),
            entry("PUT object ?acl", acls::putOfObject),
            entry("GET object", objects::get),
            entry("GET object ?partNumber", objects::get),
            entry("HEAD object", objects::head),
            entry("HEAD object ?partNumber", objects::head),
            entry("PUT object", objects::put),
            entry("PUT object from copy", objects::copy),
            entry("DELETE object", objects::delete),
            entry("GET object ?tagging", tags::get),
            entry("PUT object ?tagging", tags::put),
            entry("DELETE object ?tagging", tags::delete),
            entry("POST object ?uploads", parts::create),
            entry("PUT object ?partNumber ?uploadId", parts::putPart),
            entry("PUT object ?partNumber ?uploadId from copy", parts::copyPart),
            entry("POST object ?uploadId", parts::complete),
            entry("GET object ?uploadId", uploads::parts),
            entry("DELETE object ?uploadId", parts::abort));
  }

  /** The operations there are, as {@link S3Request#operation} names them. */
  Set<String> operations() {
    return operations.keySet();
  }

  /**
   * Answers one request.
   *
   * @throws IOException if the connection fails, or the body is not what its sender signed
   */
  public void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    S3Answer answer = new S3Answer(response, request.getMethod().equals("HEAD"));
    String path = request.getRequestURI();
    try {
      S3Request read = S3Request.of(request);
      operation(read).answer(read, answer);
    } catch (S3Exception e) {
      answer.error(e.error(), String.valueOf(e.getMessage()), path);
    } catch (StoreException e) {
      answer.error(S3Error.of(e.reason()), String.valueOf(e.getMessage()), path);
    } catch (AclSyntaxException e) {
      answer.error(S3Error.of(e.fault()), String.valueOf(e.getMessage()), path);
    } catch (UncheckedIOException e) {
      LOG.log(System.Logger.Level.ERROR, "the disk failed", e);
      if (!answer.error(S3Error.InternalError, "We encountered an internal error.", path)) {
        throw e;
      }
    }
  }

  private Operation operation(S3Request request) {
    Operation operation = operations.get(request.operation());
    if (operation == null) {
      throw S3Error.NotImplemented.because(
          "Depot has no operation `%s`.".formatted(request.operation()));
    }
    return operation;
  }
}
