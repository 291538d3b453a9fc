/** XML namespaces of the two REFI-QDA formats. */
export const PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0";
export const CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0";

/** Where a source's text lies in the ZIP, and how the project names the place. */
export const SOURCES_FOLDER = "sources/";
export const INTERNAL = "internal://";
