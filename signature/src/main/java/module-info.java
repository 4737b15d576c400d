/** AWS Signature Version 4, the verifier's side. */
module io.ostiary.signature {
  requires static transitive org.jspecify;

  exports io.ostiary.signature;
}
