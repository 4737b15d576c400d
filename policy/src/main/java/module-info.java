/** The policy language and the decision. */
module io.ostiary.policy {
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.databind;
  requires inet.ipaddr;

  exports io.ostiary.policy.acl;
  exports io.ostiary.policy.condition;
  exports io.ostiary.policy.decision;
  exports io.ostiary.policy.document;
  exports io.ostiary.policy.json;
  exports io.ostiary.policy.request;
  exports io.ostiary.policy.service;
  exports io.ostiary.policy.validation;
}
