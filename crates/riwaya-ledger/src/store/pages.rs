pub struct Cursor;
pub struct Listing;
pub struct Page;
