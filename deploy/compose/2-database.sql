ALTER ROLE gui_owner PASSWORD 'within';
ALTER ROLE gui_web PASSWORD 'within';
CREATE DATABASE gui OWNER gui_owner ENCODING 'UTF8' TEMPLATE template0;
